// The parts of zone.js that this library calls. They are the same in 0.11 and 0.16.
import '#zone';
import { apply, hasOwnProperty } from '../../intrinsics.js';

/** A task of zone.js: a scheduled callback, or a listener. */
export interface Task {
  readonly type: 'microTask' | 'macroTask' | 'eventTask';
  /** The API that the task comes from: `setTimeout`, `Promise.then`, `HTMLElement.addEventListener:click`. */
  readonly source: string;
}

/** A zone. */
export interface Zone {
  readonly parent: Zone | null;
  scheduleMicroTask(source: string, callback: () => void): Task;
}

/** The methods of a zone that are replaced. */
export type Methods = Record<'run' | 'runGuarded' | 'runTask' | 'scheduleTask' | 'wrap', Function>;

/** Functions of zone.js that patches can replace. */
export interface Api {
  /** Called when the queue of microtasks is empty: reports unhandled rejections. */
  microtaskDrainDone(): void;
}

/** The class of zones, which zone.js puts on the global. */
export interface Zones {
  readonly current: Zone;
  readonly prototype: Methods;
  /** Calls a function with the API that zone.js gives to patches. */
  __load_patch(name: string, patch: (global: unknown, zones: unknown, api: Api) => void): void;
  /** The name under which zone.js keeps the original value of a property. */
  __symbol__(name: string): string;
}

/** Whether an object has an own property. */
export const hasOwn = (object: object, key: string): boolean => apply(hasOwnProperty, object, [key]);

const { Zone: zones } = globalThis as { Zone?: Zones };

/** The class of zones of this realm, once zone.js is loaded. */
export const Zone = zones as Zones;

/** The reason why zone.js cannot carry contexts in this realm, with the remedy; `undefined` if it can. */
export const zoneObstacle = (): string | undefined =>
  typeof zones?.__symbol__ === 'function' && typeof zones.prototype?.scheduleTask === 'function'
    ? undefined
    : 'expected zone.js, got no Zone on the global. Load zone.js before asynccontext/zone.';
