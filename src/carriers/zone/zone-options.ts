// The options of a page that has zone.js: besides the names of the table, a switch for all APIs that zone.js does not patch, and whether zones follow await.
import { isCallable, isObject } from '../../intrinsics.js';
import type { Options } from '../browser/page-options.js';

/** The switch of the patches of all APIs that zone.js does not patch. */
const BEYOND_ZONE = 'beyondZone';

/** Whether APIs that zone.js does not patch are patched. */
export let isBeyondOn = true;
/** Whether zones follow native await. */
export let areZonesToFollow = false;

/**
 * Reads the options that only this carrier has.
 *
 * @returns The other options, unchecked.
 * @throws TypeError if `zones` is neither a boolean nor absent.
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
