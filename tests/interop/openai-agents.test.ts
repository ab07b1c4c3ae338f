// The OpenAI Agents SDK in Node: the same cases as in browsers.
import { agents } from './openai-agents/cases.js';

agents();
