// A preload script for Node: installs the polyfill with the browser carrier. Modules from `dist/cjs/any` that are required later use it.
'use strict';
const { process } = globalThis;
// Without `process`, the library takes the runtime for a browser while it is loaded.
globalThis.process = undefined;
require('../../dist/cjs/any/polyfill.js');
globalThis.process = process;
const { carrier } = globalThis[Symbol.for('asynccontext.agent.v1')];
if (carrier !== 'browser') throw new Error(`expected the carrier of browsers, got ${carrier}`);
