// Variables on the carrier of browsers, in Node. Stand-ins for what Node has not are put in place before this is imported.
import { createKeys } from '../../src/agent/keys.js';
import { browserObstacle, createBrowserCarrier } from '../../src/carriers/browser/index.js';
import { createAsyncContext } from '../../src/spec/async-context.js';

export const obstacle = browserObstacle();
export const carrier = createBrowserCarrier();
export const { Variable } = createAsyncContext({ carrier, allocateKey: createKeys() }).intrinsics as unknown as {
  Variable: new () => { get(): unknown; run<R>(value: unknown, fn: () => R): R };
};
