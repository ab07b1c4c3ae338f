// The options of a page that has zone.js: beside the names of the table, one for all that zone.js leaves alone, and whether zones follow await.
import { isCallable, isObject } from '../../intrinsics.js';
import type { Options } from '../browser/options.js';

/** The switch of all patches of what zone.js leaves alone. */
const BEYOND_ZONE = 'beyondZone';

/** Whether what zone.js leaves alone is patched. */
export let isBeyondOn = true;
/** Whether zones are to follow native await. */
export let areZonesToFollow = false;

/**
 * Takes what is for this carrier out of the page's options.
 *
 * @returns The others, right or wrong.
 * @throws TypeError if `zones` is neither true nor false.
 */
export function takeOwn(options: unknown): unknown {
  if (!isObject(options) || isCallable(options)) return options;
  const { zones, ...others } = options as Options & { readonly zones?: unknown };
  const { without } = others;
  if (zones !== undefined && typeof zones !== 'boolean') {
    throw new TypeError(`asynccontext/zone: expected the option zones to be true or false, got ${String(zones)} (${typeof zones}).`);
  }
  areZonesToFollow = zones === true;
  if (!Array.isArray(without)) return others;
  isBeyondOn = !without.includes(BEYOND_ZONE);
  return { ...others, without: without.filter(name => name !== BEYOND_ZONE) };
}
