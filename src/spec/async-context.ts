// The AsyncContext object. https://tc39.es/proposal-async-context/#sec-asynccontext-object
import type { Agent } from '../agent/agent.js';
import { isCallable, isObject, setAttributes, setToStringTag } from './built-ins.js';
import { createSnapshot } from './snapshot.js';
import type { AsyncContextObject } from './types.js';
import { createVariable } from './variable.js';

/** Makes %AsyncContext% for an agent. */
export function createAsyncContext(agent: Agent): AsyncContextObject {
  const asyncContext = {};
  const attributes = { writable: true, enumerable: false, configurable: true };
  setAttributes(asyncContext, 'Snapshot', { value: createSnapshot(agent), ...attributes });
  setAttributes(asyncContext, 'Variable', { value: createVariable(agent), ...attributes });
  setToStringTag(asyncContext, 'AsyncContext');
  return asyncContext as AsyncContextObject;
}

/** Whether a value has the interface of %AsyncContext%, whoever made it. */
export const isAsyncContext = (value: unknown): value is AsyncContextObject =>
  isObject(value) &&
  'Variable' in value &&
  isCallable(value.Variable) &&
  'Snapshot' in value &&
  isCallable(value.Snapshot);
