// `node --import asynccontext/register app.js`: the polyfill, and the transform of all that Node loads.
// By its name: the one that the program imports too, and no copy.
import 'asynccontext/polyfill';
import { registerTransform } from './register.js';

registerTransform();
