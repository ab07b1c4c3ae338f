// zone.js, as far as this library calls it: the same in 0.11 and 0.16.
import '#zone';
import { apply, hasOwnProperty } from '../../intrinsics.js';

/** A task of zone.js: a callback that somebody scheduled, or a listener. */
export interface Task {
  readonly type: 'microTask' | 'macroTask' | 'eventTask';
  /** Says which API it is from: `setTimeout`, `Promise.then`, `HTMLElement.addEventListener:click`. */
  readonly source: string;
}

/** A zone. */
export interface Zone {
  readonly parent: Zone | null;
  scheduleMicroTask(source: string, callback: () => void): Task;
}

/** The methods of a zone that are replaced. */
export type Methods = Record<'run' | 'runGuarded' | 'runTask' | 'scheduleTask' | 'wrap', Function>;

/** The functions that zone.js calls by way of an object, so that patches can replace them. */
export interface Api {
  /** Called when the queue of microtasks is empty: reports rejections that nobody handles. */
  microtaskDrainDone(): void;
}

/** The class of zones, which zone.js puts on the global. */
export interface Zones {
  readonly current: Zone;
  readonly prototype: Methods;
  /** Calls a function with what zone.js shows to those who add patches to it. */
  __load_patch(name: string, patch: (global: unknown, zones: unknown, api: Api) => void): void;
  /** The name under which zone.js keeps a property's first value. */
  __symbol__(name: string): string;
}

/** Whether an object has a property itself. */
export const hasOwn = (object: object, key: string): boolean => apply(hasOwnProperty, object, [key]);

const { Zone: zones } = globalThis as { Zone?: Zones };

/** The class of zones of this realm, once zone.js is loaded. */
export const Zone = zones as Zones;

/** Why zone.js cannot carry contexts in this realm, and what to do about it; nothing, if it can. */
export const zoneObstacle = (): string | undefined =>
  typeof zones?.__symbol__ === 'function' && typeof zones.prototype?.scheduleTask === 'function'
    ? undefined
    : 'expected zone.js, got no Zone on the global. Load zone.js before asynccontext/zone.';
