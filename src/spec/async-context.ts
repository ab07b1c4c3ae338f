// The AsyncContext object. https://tc39.es/proposal-async-context/#sec-asynccontext-object
import type { Agent } from '../agent/agent.js';
import { isCallable, isObject, toStringTag } from '../agent/intrinsics.js';
import { setConstant, setMethod } from './built-ins.js';
import { createSnapshot } from './snapshot.js';
import { createVariable } from './variable.js';

/** Makes %AsyncContext% for an agent. */
export function createAsyncContext(agent: Agent): object {
  const asyncContext = {};
  setMethod(asyncContext, 'Snapshot', createSnapshot(agent));
  setMethod(asyncContext, 'Variable', createVariable(agent));
  setConstant(asyncContext, toStringTag, 'AsyncContext');
  return asyncContext;
}

/** Whether a value has the interface of %AsyncContext%, whoever made it. */
export const isAsyncContext = (value: unknown): value is object =>
  isObject(value) &&
  isCallable((value as Record<string, unknown>)['Variable']) &&
  isCallable((value as Record<string, unknown>)['Snapshot']);
