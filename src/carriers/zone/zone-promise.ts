// zone.js's Promise, in pages where it replaces the engine's, and zone.js's queue of microtasks.
import { defineProperty, getOwnPropertyDescriptor, isCallable } from '../../intrinsics.js';
import { exempted } from '../browser/microtasks.js';
import { NativePromise, nativeThen, prototype } from '../browser/native-promise.js';
import { define, note } from '../browser/patch.js';
import { EMPTY, segment, extendRegion } from '../browser/segments.js';
import { hasOwn, Zone } from './zone-js.js';

/**
 * Makes zone.js empty its queue of microtasks in no context, because the queue has the microtasks of all flows. zone.js enqueues the function that
 * empties it by the `then` that it keeps. Inside an event that a script dispatches, zone.js empties the queue at once; `microtaskDrainDone`, which it
 * calls at the end, then runs in no context, too.
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
 * Makes an await of zone.js's Promise extend the region. To the engine the promise is a thenable: an await reads its `then` at once, and calls it from
 * a job. The job is in the context of the await only if the region that enqueues it is extended.
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
    // Acts as an assignment to a data property would.
    set(this: object, other: unknown) {
      if (this === owner) then = other;
      else defineProperty(this, 'then', { value: other, writable: true, enumerable: true, configurable: true });
    },
  });
}
