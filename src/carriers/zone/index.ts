// The carrier of pages that have zone.js: zone.js's patches carry callbacks, the await hook carries promises, and this library patches the other APIs.
import { getOwnPropertyDescriptor } from '../../intrinsics.js';
import type { Carrier } from '../../agent/carrier.js';
import { patchActivations } from '../browser/custom-elements.js';
import { createBrowserCarrier } from '../browser/index.js';
import { native } from '../browser/native-promise.js';
import { isOn, takeOptions } from '../browser/page-options.js';
import { allOrNothing, redirectPatches, type Place } from '../browser/patch.js';
import { ELEMENTS } from '../browser/policy.js';
import { isBeyondOn, takeOwn } from './zone-options.js';
import { noticeAwaits, tieQueue } from './zone-promise.js';
import { tieTasks } from './zone-tasks.js';
import { hasOwn, Zone } from './zone-js.js';

type Class = Function & { readonly prototype: object };
const realm = globalThis as unknown as { readonly XMLHttpRequest?: Class; readonly FileReader: Class };

/**
 * Whether zone.js has patched a property, and calls callbacks as tasks. XMLHttpRequest is excluded: zone.js knows neither the events of requests,
 * nor which requests are synchronous, so this library's patches are around zone.js's.
 */
function isPatchedByZone(owner: object, key: string): boolean {
  if (hasOwn(owner, Zone.__symbol__(`on${key}patched`))) return true;
  const fn: unknown = getOwnPropertyDescriptor(owner, key)?.value;
  return typeof fn === 'function' && owner !== realm.XMLHttpRequest?.prototype && hasOwn(fn, Zone.__symbol__('OriginalDelegate'));
}

/** The objects that this library patches even if `beyondZone` is switched off, because zone.js's patches of them carry no contexts or events of tasks. */
const replaced = [realm.XMLHttpRequest?.prototype, realm.FileReader?.prototype, native(realm, 'FileReader')?.prototype, globalThis.Promise.prototype];

/** Returns the object that this library patches for a place, or nothing. For zone.js's FileReader, it is the engine's, which zone.js keeps and calls. */
function ownerFor({ owner, key }: Place): object | undefined {
  if (!owner || isPatchedByZone(owner, key) || (!isBeyondOn && !replaced.includes(owner))) return undefined;
  return owner === realm.FileReader?.prototype ? native(realm, 'FileReader').prototype : owner;
}

/** Makes the carrier, in a realm that has zone.js and no obstacle. */
export function createZoneCarrier(): Carrier {
  const carrier = createBrowserCarrier();
  let started = false;
  return {
    ...carrier,
    name: 'zone',
    start() {
      if (started) return carrier.start!();
      redirectPatches(ownerFor);
      takeOptions(takeOwn);
      allOrNothing(() => {
        tieQueue();
        tieTasks(() => isOn(ELEMENTS) && patchActivations());
        carrier.start!();
        noticeAwaits();
      });
      started = true;
    },
  };
}
