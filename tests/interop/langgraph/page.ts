// LangGraph.js in a browser.
import { langgraph } from './cases.js';

declare const TRANSFORMED: boolean;
langgraph(TRANSFORMED);
