// This library, carried by zone.js.
import '../../../polyfill/zone.js';
import './asynccontext.js';
