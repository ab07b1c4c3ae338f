// zone.js's Promise, in pages that have it in place of the engine's, and its queue of microtasks.
import { defineProperty, getOwnPropertyDescriptor, isCallable } from '../../intrinsics.js';
import { exempted } from '../browser/microtasks.js';
import { NativePromise, nativeThen, prototype } from '../browser/native-promise.js';
import { define, note } from '../browser/patch.js';
import { EMPTY, segment, extendRegion } from '../browser/segments.js';
import { hasOwn, Zone } from './zone.js';

/**
 * Runs what empties zone.js's queue of microtasks in no context: the queue has those of all flows. zone.js enqueues it by the `then` that it keeps. Inside of an
 * event that a script dispatches zone.js empties the queue at once: what it does at the end is in no context then, too.
 */
export function tieQueue(): void {
  Zone.__load_patch('asynccontext', (_global, _zones, api) => {
    const { microtaskDrainDone } = api;
    api.microtaskDrainDone = () => void segment(EMPTY, microtaskDrainDone, api, []);
    note(() => void (api.microtaskDrainDone = microtaskDrainDone));
  });
  const key = Zone.__symbol__('then');
  if (!hasOwn(prototype, key)) return;
  define(prototype, key, {
    value(this: unknown, drain: Function, ...others: unknown[]): unknown {
      const tied = isCallable(drain) ? (value: unknown) => segment(EMPTY, drain, undefined, [value]) : drain;
      return exempted(this, nativeThen, this, [tied, ...others]);
    },
    writable: true,
    enumerable: true,
    configurable: true,
  });
}

/**
 * Lets an await of zone.js's Promise be noticed: to the engine it is a thenable, whose `then` an await reads at once and calls from a job of its own. That job
 * is in the context of the await only if the region that it is enqueued from is extended.
 */
export function noticeAwaits(): void {
  const { Promise: Other } = globalThis;
  if (Other === NativePromise) return;
  const owner = Other.prototype;
  const { value, writable, ...attributes } = getOwnPropertyDescriptor(owner, 'then') ?? {};
  if (!writable || !attributes.configurable) return;
  let then: unknown = value;
  defineProperty(owner, 'then', {
    ...attributes,
    get() {
      extendRegion();
      return then;
    },
    // As if it were no accessor.
    set(this: object, other: unknown) {
      if (this === owner) then = other;
      else defineProperty(this, 'then', { value: other, writable: true, enumerable: true, configurable: true });
    },
  });
}
