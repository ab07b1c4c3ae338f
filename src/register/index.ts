// `node --import asynccontext/register app.js`: the polyfill, and the transform of all that Node loads.
import '../../polyfill/index.js';
import { registerTransform } from './register.js';

registerTransform();
