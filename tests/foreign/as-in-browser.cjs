// Before what runs in Node: installs the polyfill as browsers get it, on their carrier. What is required later from `dist/cjs/any` stands on it.
'use strict';
const { process } = globalThis;
// The library takes this for a browser while it is loaded.
globalThis.process = undefined;
require('../../dist/cjs/any/polyfill.js');
globalThis.process = process;
const { carrier } = globalThis[Symbol.for('asynccontext.agent.v1')];
if (carrier !== 'browser') throw new Error(`expected the carrier of browsers, got ${carrier}`);
