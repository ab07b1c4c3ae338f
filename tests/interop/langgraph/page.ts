// LangGraph.js in a browser.
import { langgraph } from './cases.js';

langgraph();
