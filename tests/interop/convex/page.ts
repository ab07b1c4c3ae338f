// Convex in a browser.
import { convex } from './cases.js';

(globalThis as { __convexAllowFunctionsInBrowser?: boolean }).__convexAllowFunctionsInBrowser = true;
convex();
