// Whether a bundle for browsers gets the await hook: unless all of its code is transformed.
import { mayAwait } from '../words.js';
import type { PluginOptions } from './options.js';

/** Whether it is left out, as far as the options say. Files that they leave out are not transformed. */
export const leavesOutHook = ({ awaitHook, include, exclude }: PluginOptions): boolean =>
  awaitHook === undefined ? include === undefined && exclude === undefined : !awaitHook;

/** Whether a file that was not transformed has anything in it for which the hook is needed. */
export const needsHook = (code: string | null | undefined): boolean => typeof code !== 'string' || mayAwait(code);

const MOST = 10;

/**
 * The warning at the end of a build about the files for which it has the hook.
 *
 * @param by - The plugin.
 * @param files - Their names.
 * @param remedy - How to have them transformed.
 */
export function hookIsKept(by: string, files: readonly string[], remedy: string): string {
  const names = files
    .slice(0, MOST)
    .map(name => `  ${name}`)
    .join('\n');
  const more = files.length > MOST ? `\n  … and ${files.length - MOST} more` : '';
  return (
    `${by}: the await hook stays in this bundle, since code in it was not transformed:\n${names}${more}\n` +
    `${remedy} Or set awaitHook: true to have the hook without this warning. With awaitHook: false, contexts end at each await in these files.`
  );
}

/** The remedy where the options have left out files. */
export const widen = 'Include them (options include and exclude).';
