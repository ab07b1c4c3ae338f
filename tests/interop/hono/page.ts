// Hono in a browser.
import { hono } from './cases.js';

hono();
