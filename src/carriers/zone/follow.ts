// Makes zones follow native await, if the page asks for it: the current zone is the value of a Variable.
import { apply, getOwnPropertyDescriptor } from '../../intrinsics.js';
import { createWeakMap } from '../browser/objects.js';
import { define } from '../browser/patch.js';
import { watchContinuations } from '../browser/segments.js';
import { Zone, type Zone as AnyZone } from './zone-js.js';

/** The part of a Variable that is needed here. */
interface ZoneVariable {
  run<Result>(zone: object, fn: () => Result): Result;
  get(): object | undefined;
}

let variable: ZoneVariable | undefined;

/** Calls a method of a zone that makes the zone current. */
export const runInZone = (method: Function, zone: object, args: readonly unknown[]): unknown =>
  variable ? variable.run(zone, () => apply(method, zone, args)) : apply(method, zone, args);

/**
 * Whether a zone has a pending notification that its code has run: a microtask with the name TASK. Code that waits for the end of a zone's
 * microtasks, as Angular does, sees it.
 */
const told = createWeakMap<object, boolean>();
const TASK = 'await';

/** Notifies the current zone that code continues in it after an await, by scheduling a microtask in the zone. */
function tell(): void {
  const zone = variable!.get() as AnyZone | undefined;
  if (!zone?.parent || told.get(zone)) return;
  told.set(zone, true);
  zone.scheduleMicroTask(TASK, () => void told.set(zone, false));
}

/**
 * Makes zones follow native await from here on: after an await, `Zone.current` is the zone before it.
 *
 * @param zones - A Variable for the current zone. If its value is `undefined`, zone.js's own current zone counts.
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
