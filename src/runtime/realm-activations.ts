// The activations of the realm's agent, or functions that do nothing if the engine has AsyncContext itself.
import { createCarrier } from '#carrier';
import { existingRecord } from '../agent/agent.js';
import type { Activations } from '../agent/switch.js';
import { realmRecord } from '../realm.js';
import { isAsyncContext } from '../spec/async-context.js';

const nothing = (): undefined => undefined;
const same = <T>(_: unknown, value?: T): T => value as T;

/** For engines with an AsyncContext of their own. */
const idle: Activations = {
  call: nothing,
  create: nothing as () => never,
  outside: nothing as () => never,
  enter: same,
  leave: same,
  reset: value => value as never,
  capture: undefined,
};

const { AsyncContext: own } = globalThis as { AsyncContext?: unknown };
// If the global AsyncContext is the polyfill's, there is an agent's record. If it is the engine's own, there is none.
const record = isAsyncContext(own) ? existingRecord() : realmRecord(createCarrier);

export const { call, create, outside, enter, leave, reset, capture = nothing } = record?.activations ?? idle;
