// The carrier of pages that have zone.js: callbacks by zone.js's own patches, promises by the await hook, and all else by patches of ours.
import { getOwnPropertyDescriptor } from '../../intrinsics.js';
import type { Carrier } from '../../agent/carrier.js';
import { patchActivations } from '../browser/custom-elements.js';
import { createBrowserCarrier } from '../browser/index.js';
import { native } from '../browser/native-promise.js';
import { isOn, takeOptions } from '../browser/options.js';
import { allOrNothing, redirectPatches, type Place } from '../browser/patch.js';
import { ELEMENTS } from '../browser/policy.js';
import { isBeyondOn, takeOwn } from './options.js';
import { noticeAwaits, tieQueue } from './promise.js';
import { tieTasks } from './tasks.js';
import { hasOwn, Zone } from './zone.js';

type Class = Function & { readonly prototype: object };
const realm = globalThis as unknown as { readonly XMLHttpRequest?: Class; readonly FileReader: Class };

/**
 * Whether zone.js has patched a property, and calls what it is given as a task. Of requests it knows neither the events, nor which ones are synchronous:
 * these have patches of ours around its own.
 */
function isPatchedByZone(owner: object, key: string): boolean {
  if (hasOwn(owner, Zone.__symbol__(`on${key}patched`))) return true;
  const fn: unknown = getOwnPropertyDescriptor(owner, key)?.value;
  return typeof fn === 'function' && owner !== realm.XMLHttpRequest?.prototype && hasOwn(fn, Zone.__symbol__('OriginalDelegate'));
}

/** The objects that have a patch of ours also where what zone.js leaves alone has none: zone.js's own know no events of tasks, and no contexts. */
const replaced = [realm.XMLHttpRequest?.prototype, realm.FileReader?.prototype, native(realm, 'FileReader')?.prototype, globalThis.Promise.prototype];

/** Where a patch of ours belongs, if anywhere: zone.js's FileReader calls the engine's, which it keeps. */
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
