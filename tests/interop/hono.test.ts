// Hono in Node: the same cases as in browsers.
import { hono } from './hono/cases.js';

hono();
