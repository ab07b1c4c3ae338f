// The ambient types. Only code that imports the polyfill gets the global, so that it cannot conflict with a later TypeScript library elsewhere.
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
