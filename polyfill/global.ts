// The ambient types: only those who import the polyfill see the global, so that a later TypeScript library meets nobody else.
import type * as types from '../src/index.js';

declare global {
  /** The namespace object of the TC39 proposal. */
  var AsyncContext: types.AsyncContextObject;
  namespace AsyncContext {
    interface Variable<T, Default = T | undefined> extends types.Variable<T, Default> {}
    interface VariableOptions<T> extends types.VariableOptions<T> {}
    interface Snapshot extends types.Snapshot {}
  }
}
