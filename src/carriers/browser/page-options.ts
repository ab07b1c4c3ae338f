// The page's options, which switch patches off.
import { isCallable, isObject } from '../../intrinsics.js';
import { names } from './policy.js';

/** The property of the global in which a page puts its options, before the first Variable is made. */
export const OPTIONS = Symbol.for('asynccontext.options.v1');

/** The options that a page may set. */
export interface Options {
  /** The names of the patches that are not installed. */
  readonly without?: readonly string[];
}

/** The patches that are switched off, from the installation on. */
export let switchedOff: readonly string[] = [];

/** Reads the options that only one carrier has, and returns the others. */
let take: ((options: unknown) => unknown) | undefined;

/** Sets the function that reads such options. To be called before the options are read. */
export function takeOptions(by: typeof take): void {
  take = by;
}

/** Whether a patch is installed. */
export const isOn = (name: string): boolean => !switchedOff.includes(name);

/**
 * Reads the page's options, once, at the installation.
 *
 * @throws TypeError if they are not of the form `{ without: [names] }`, or a name is unknown.
 */
export function readOptions(): void {
  let options: unknown = (globalThis as { [OPTIONS]?: unknown })[OPTIONS];
  if (take) options = take(options);
  if (options === undefined) return;
  let wrong: unknown[] = [options];
  if (isObject(options) && !isCallable(options)) {
    const { without = [], ...others } = options as Options;
    wrong = Array.isArray(without) ? without.filter(name => !names.includes(name)) : [without];
    for (const option in others) wrong.push(`the option ${option}`);
    if (wrong.length === 0) switchedOff = [...without];
  }
  if (wrong.length > 0) {
    throw new TypeError(`asynccontext: expected the options to be { without: [names of patches] }, got ${String(wrong[0])}. Names: ${names.join(', ')}.`);
  }
}
