// The carrier of pages that have zone.js: callbacks by zone.js's own patches, promises by the await hook, and all else by patches of ours.
import { getOwnPropertyDescriptor } from '../../agent/intrinsics.js';
import type { Carrier } from '../../agent/carrier.js';
import { createBrowserCarrier } from '../browser/index.js';
import { patchListeners, patchTasks } from '../browser/events.js';
import { patchReaction } from '../browser/custom-elements.js';
import { patchAll, type Patch } from '../browser/install.js';
import { isOn } from '../browser/options.js';
import type { Put } from '../browser/patch.js';
import { resolve } from '../browser/resolve.js';
import { BEYOND_ZONE, ELEMENTS, REQUEST, tasks } from '../browser/policy.js';
import { patchWaiting } from '../browser/web-apis.js';
import { noticeAwaits, tieQueue } from './promise.js';
import { tieTasks } from './tasks.js';
import { hasOwn, Zone } from './zone.js';

const { XMLHttpRequest } = globalThis as { XMLHttpRequest?: Function };

/**
 * Whether zone.js has patched a property, and calls what it is given as a task. Of requests it knows neither the events, nor which ones are synchronous:
 * these have patches of ours around its own.
 */
function isPatchedByZone(owner: object, key: string): boolean {
  if (hasOwn(owner, Zone.__symbol__(`on${key}patched`))) return true;
  const fn: unknown = getOwnPropertyDescriptor(owner, key)?.value;
  return typeof fn === 'function' && owner !== XMLHttpRequest?.prototype && hasOwn(fn, Zone.__symbol__('OriginalDelegate'));
}

/** Classes that zone.js patches, or replaces, without the events of their tasks. */
const replaced = [REQUEST, 'FileReader'];

/** Patches what zone.js has not patched, and hooks what it has. */
const patchZone: Patch = (undo, put) => {
  const putRest: Put = (what, around) => {
    const places = typeof what === 'string' ? resolve(what, Zone.__symbol__('')) : what;
    put(places.filter(({ owner, key }) => owner && !isPatchedByZone(owner, key)), around);
  };
  tieQueue(undo);
  noticeAwaits(undo);
  tieTasks(undo, name => isOn(ELEMENTS) && patchReaction(putRest, name));
  if (isOn(BEYOND_ZONE)) return patchAll(undo, putRest);
  patchTasks(putRest, tasks.filter(({ name }) => isOn(name) && replaced.includes(name)));
  patchListeners(putRest);
  if (isOn(REQUEST)) patchWaiting(putRest);
};

/** Makes the carrier, in a realm that has zone.js and no obstacle. */
export const createZoneCarrier = (): Carrier => createBrowserCarrier('zone', patchZone);
