// Convex in Node: the same cases as in browsers.
import { convex } from './convex/cases.js';

convex();
