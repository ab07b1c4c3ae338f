// `node --import asynccontext/register app.js`: the polyfill, and the transform of all files that Node loads.
// It calls `install` instead of importing the polyfill's entry. The entry would become a chunk that both share, and bundlers keep side effects only in
// the files that package.json names.
import { install } from '../../polyfill/install.js';
import { registerTransform } from './register.js';

registerTransform();
install();
