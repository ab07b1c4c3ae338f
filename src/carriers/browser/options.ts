// The switches: which patches a page does without.
import { isCallable, isObject } from '../../agent/intrinsics.js';
import { BEYOND_ZONE, names } from './policy.js';

/** The property of the global under which a page leaves its options, before the first Variable is made. */
export const OPTIONS = Symbol.for('asynccontext.options.v1');

/** What a page may ask for. */
export interface Options {
  /** The names of the patches that it does without. */
  readonly without?: readonly string[];
  /** Whether zones follow native await, where zone.js carries contexts. */
  readonly zones?: boolean;
}

/** The patches that are switched off, from the installation on. */
export let switchedOff: readonly string[] = [];

/** Whether the page asks for zones that follow native await. */
export let areZonesToFollow = false;

/** Whether a patch is installed. */
export const isOn = (name: string): boolean => !switchedOff.includes(name);

/**
 * Reads the page's options, once, at the installation.
 *
 * @param hasZones - Whether zone.js carries contexts.
 * @throws TypeError if they are something else than `{ without: [names] }`, with zone.js also `{ zones: true }`.
 */
export function readOptions(hasZones: boolean): void {
  const options = (globalThis as { [OPTIONS]?: unknown })[OPTIONS];
  if (options === undefined) return;
  const known = hasZones ? [...names, BEYOND_ZONE] : names;
  let wrong: unknown[] = [options];
  if (isObject(options) && !isCallable(options)) {
    const { without = [], zones = false, ...others } = options as Options;
    wrong = Array.isArray(without) ? without.filter(name => !known.includes(name)) : [without];
    if (typeof zones !== 'boolean') wrong.push(`zones: ${String(zones)}`);
    else if (zones && !hasZones) wrong.push('the option zones, which is for asynccontext/zone');
    for (const option in others) wrong.push(`the option ${option}`);
    if (wrong.length === 0) {
      switchedOff = [...without];
      areZonesToFollow = zones;
    }
  }
  if (wrong.length > 0) {
    throw new TypeError(
      `asynccontext: expected the options to be { without: [names of patches]${hasZones ? ', zones: boolean' : ''} }, got ${String(wrong[0])}. Names: ${known.join(', ')}.`,
    );
  }
}
