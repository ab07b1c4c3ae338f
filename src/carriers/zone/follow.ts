// Zones that follow native await, for pages that ask for it: the current zone is the value of a Variable.
import { apply, getOwnPropertyDescriptor } from '../../intrinsics.js';
import { createWeakMap } from '../browser/objects.js';
import { define } from '../browser/patch.js';
import { watchContinuations } from '../browser/segments.js';
import { Zone, type Zone as AnyZone } from './zone.js';

/** As far as it is needed of a Variable. */
interface ZoneVariable {
  run<Result>(zone: object, fn: () => Result): Result;
  get(): object | undefined;
}

let variable: ZoneVariable | undefined;

/** Calls a method of a zone that makes the zone current. */
export const runInZone = (method: Function, zone: object, args: readonly unknown[]): unknown =>
  variable ? variable.run(zone, () => apply(method, zone, args)) : apply(method, zone, args);

/** Zones that will be told that their code has run: what watches for the end of a zone's microtasks, as Angular does, sees a task of this name. */
const told = createWeakMap<object, boolean>();
const TASK = 'await';

/** Tells the current zone, by a microtask of its own, that an await goes on in it. */
function tell(): void {
  const zone = variable!.get() as AnyZone | undefined;
  if (!zone?.parent || told.get(zone)) return;
  told.set(zone, true);
  zone.scheduleMicroTask(TASK, () => void told.set(zone, false));
}

/**
 * Lets zones follow native await from here on: `Zone.current` is the zone that called, also after it.
 *
 * @param zones - A Variable for the current zone. Undefined stands for the one that zone.js says.
 */
export function followAwait(zones: ZoneVariable): void {
  variable = zones;
  const { prototype } = Zone;
  for (const key of ['run', 'runGuarded'] as const) {
    const method = prototype[key];
    const { [key]: value } = {
      [key](this: object, callback: unknown, applyThis: unknown, applyArgs: unknown, source: unknown): unknown {
        return runInZone(method, this, [callback, applyThis, applyArgs, source]);
      },
    };
    define(prototype, key, { value, writable: true, configurable: true });
  }
  const { get, ...attributes } = getOwnPropertyDescriptor(Zone, 'current')!;
  define(Zone, 'current', { ...attributes, get: () => zones.get() ?? apply(get!, Zone, []) });
  watchContinuations(tell);
}
