// LangGraph.js in Node: the same cases as in browsers.
import { langgraph } from './langgraph/cases.js';

langgraph(true);
