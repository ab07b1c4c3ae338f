// Decides whether a bundle for browsers gets the await hook. It does unless all of its code is transformed.
import { mayAwait } from '../words.js';
import type { PluginOptions } from './plugin-options.js';

/** Whether the options omit the hook. They do not if they leave files untransformed. */
export const leavesOutHook = ({ awaitHook, include, exclude }: PluginOptions): boolean =>
  awaitHook === undefined ? include === undefined && exclude === undefined : !awaitHook;

/** Whether an untransformed file has code that needs the hook. If the code is not known, it may. */
export const needsHook = (code: string | null | undefined): boolean => typeof code !== 'string' || mayAwait(code);

const MOST = 10;

/**
 * The warning at the end of a build about the files for which the bundle has the hook.
 *
 * @param by - The name of the plugin.
 * @param files - The names of the files.
 * @param remedy - How to get them transformed, as a sentence.
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

/** The remedy if the options have left out files. */
export const widen = 'Include them (options include and exclude).';
