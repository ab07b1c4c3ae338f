// The OpenAI Agents SDK in a browser.
import { agents } from './cases.js';

agents();
