// The ambient types: only those who import the polyfill see the global, so that a later TypeScript library meets nobody else.
import type * as types from '../src/spec/types.js';

declare global {
  /** The namespace object of the TC39 proposal. */
  var AsyncContext: types.AsyncContextObject;
  namespace AsyncContext {
    type Variable<T, Default = undefined> = types.Variable<T, Default>;
    type VariableOptions<T> = types.VariableOptions<T>;
    type Snapshot = types.Snapshot;
  }
}
