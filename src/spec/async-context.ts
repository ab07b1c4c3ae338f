// The AsyncContext object. https://tc39.es/proposal-async-context/#sec-asynccontext-object
import type { Agent, Intrinsics } from '../agent/agent.js';
import { isCallable, isObject, setConstant, setMethod, toStringTag } from '../intrinsics.js';
import { createSnapshot } from './snapshot.js';
import { createVariable } from './variable.js';

/** Makes %AsyncContext% for an agent. */
export function createAsyncContext(agent: Agent): Intrinsics<object> {
  const asyncContext = {};
  const { Snapshot, enter } = createSnapshot(agent);
  setMethod(asyncContext, 'Snapshot', Snapshot);
  setMethod(asyncContext, 'Variable', createVariable(agent));
  setConstant(asyncContext, toStringTag, 'AsyncContext');
  return { intrinsics: asyncContext, enter };
}

/** Whether a value has the interface of %AsyncContext%: an engine's own, or one of this library. */
export const isAsyncContext = (value: unknown): value is object =>
  isObject(value) && isCallable((value as Record<string, unknown>)['Variable']) && isCallable((value as Record<string, unknown>)['Snapshot']);
