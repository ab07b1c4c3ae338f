// The ponyfill: the engine's own AsyncContext where there is one, ours where there is none. It defines no global of that name.
import { createCarrier } from '#carrier';
import { agentRecord } from './agent/agent.js';
import { createAsyncContext, isAsyncContext } from './spec/async-context.js';
import type * as types from './spec/types.js';

const { AsyncContext: own } = globalThis as { AsyncContext?: unknown };

/** The namespace object of the TC39 proposal. */
export const AsyncContext: types.AsyncContextObject = isAsyncContext(own)
  ? own
  : agentRecord(createCarrier, createAsyncContext).intrinsics;

/** The types of `AsyncContext`'s objects, under the names they have on the global. */
export declare namespace AsyncContext {
  export type Variable<T, Default = undefined> = types.Variable<T, Default>;
  export type VariableOptions<T> = types.VariableOptions<T>;
  export type Snapshot = types.Snapshot;
}

export const { Variable, Snapshot } = AsyncContext;
export type Variable<T, Default = undefined> = types.Variable<T, Default>;
export type Snapshot = types.Snapshot;
export type { AsyncContextObject, SnapshotConstructor, VariableConstructor, VariableOptions } from './spec/types.js';
