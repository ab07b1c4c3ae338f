// The options of the plugins, and the choice of files.
import { boolean, checkOptions, type Options } from '../options.js';

/** A choice of paths: those that contain a string (with `/` between folders), or that a regular expression matches. */
export type Paths = string | RegExp | readonly (string | RegExp)[];

/** The options of each of the plugins. */
export interface PluginOptions {
  /** The files to transform. Default: all files, including those of dependencies. */
  include?: Paths;
  /** Files to leave alone though they match `include`. Default: none. */
  exclude?: Paths;
  /**
   * Whether bundles for browsers get the await hook, which carries contexts through the awaits and the promise reactions of code that was not
   * transformed: scripts that the bundler does not see, excluded files. Default: only if code in the bundle was not, or may not have been, transformed;
   * a warning names such files.
   */
  awaitHook?: boolean;
  /** Whether imports of `node:async_hooks` in bundles for browsers become imports of `asynccontext/async-local-storage`. Default: false. */
  asyncHooks?: boolean;
}

export const paths: Options[string] = [
  'a string, a regular expression or an array of these',
  value => listOf(value as Paths).every(path => typeof path === 'string' || path instanceof RegExp),
];
const known: Options = { include: paths, exclude: paths, awaitHook: boolean, asyncHooks: boolean };

/** Throws a TypeError if an option is unknown or of the wrong type. */
export function checkPluginOptions(options: unknown, plugin: string): asserts options is PluginOptions {
  checkOptions(plugin, options, known);
}

const listOf = (paths: Paths): readonly (string | RegExp)[] => (Array.isArray(paths) ? paths : [paths]) as readonly (string | RegExp)[];

function matcher(paths: Paths): (path: string) => boolean {
  const list = listOf(paths);
  // `search` does not move a regular expression with the flag `g`.
  return path => list.some(part => (typeof part === 'string' ? path.includes(part) : path.search(part) >= 0));
}

/** The extensions of files that become JavaScript in a bundler. A name without an extension is that of a virtual module of a plugin. */
const scripts = /^(?:[cm]?[jt]sx?|vue|svelte|astro|mdx|marko|riot|civet)?$/;

const styles = /\.(?:css|less|sass|scss|styl|stylus|pcss|postcss|sss)(?:$|[?#])|\btype=style\b/;

/** Whether a name is that of a script. A query may name a script in a page or a component. */
export function isScript(path: string): boolean {
  const [, extension = '', query = ''] = /(?:\.(\w+))?(?:[?#](.*))?$/.exec(path)!;
  if (/\btype=style\b/.test(query)) return false;
  return scripts.test(extension) || /\.[cm]?[jt]sx?$/.test(query);
}

/** Whether the options choose a file, by the bundler's name for it. */
function createChoice({ include, exclude }: PluginOptions): (path: string) => boolean {
  const isIncluded = include === undefined ? () => true : matcher(include);
  const isExcluded = exclude === undefined ? () => false : matcher(exclude);
  // A webpack loader can make a module without a file, such as an entry of Next.js, whose name is empty. unplugin needs a name.
  return path => path !== '' && isIncluded(path) && !isExcluded(path);
}

/** Whether to transform a file, by the bundler's name for it: if it is a script, and the options choose it. */
export function createFilter(options: PluginOptions): (id: string) => boolean {
  const isChosen = createChoice(options);
  return id => {
    const path = id.replaceAll('\\', '/');
    return isScript(path) && isChosen(path);
  };
}

/** Like `createFilter`, for a bundler that passes modules when they have become JavaScript, whatever their names. */
export function createModuleFilter(options: PluginOptions): (id: string) => boolean {
  const isChosen = createChoice(options);
  return id => {
    const path = id.replaceAll('\\', '/');
    return !styles.test(path) && isChosen(path);
  };
}
