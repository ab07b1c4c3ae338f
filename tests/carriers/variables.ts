// Variables on the browser carrier, in Node. A test has to put stand-ins for what Node lacks in place before it imports this module.
import { createKeys } from '../../src/agent/keys.js';
import { browserObstacle, createBrowserCarrier } from '../../src/carriers/browser/index.js';
import { createAsyncContext } from '../../src/spec/async-context.js';

export const obstacle = browserObstacle();
export const carrier = createBrowserCarrier();
export const { Variable } = createAsyncContext({ carrier, allocateKey: createKeys() }).intrinsics as unknown as {
  Variable: new () => { get(): unknown; run<R>(value: unknown, fn: () => R): R };
};
