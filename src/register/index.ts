// `node --import asynccontext/register app.js`: the polyfill, and the transform of all that Node loads.
// Not the polyfill's entry, which would then be a part of both: bundlers keep what a file does only in those that package.json names.
import { install } from '../../polyfill/install.js';
import { registerTransform } from './register.js';

registerTransform();
install();
