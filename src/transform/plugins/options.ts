// The options of the plugins, and which files they take.
import { boolean, checkOptions, type Options } from '../options.js';

/** Paths: one that has a string in it (with `/` between folders), or that a regular expression matches. */
export type Paths = string | RegExp | readonly (string | RegExp)[];

/** The options of each of the plugins. */
export interface PluginOptions {
  /** The only files to be transformed. Default: all, those of dependencies included. */
  include?: Paths;
  /** Files that are left alone, though they are included. */
  exclude?: Paths;
  /**
   * Whether bundles for browsers get the await hook, which carries contexts through the awaits and the promise reactions of code that was not
   * transformed: scripts that the bundler does not see, files that are left out here. Default: false.
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

/** Throws a TypeError for options that are none. */
export function checkPluginOptions(options: unknown, plugin: string): asserts options is PluginOptions {
  checkOptions(plugin, options, known);
}

const listOf = (paths: Paths): readonly (string | RegExp)[] => (Array.isArray(paths) ? paths : [paths]) as readonly (string | RegExp)[];

function matcher(paths: Paths): (path: string) => boolean {
  const list = listOf(paths);
  // `search` does not move a regular expression with the flag `g`.
  return path => list.some(part => (typeof part === 'string' ? path.includes(part) : path.search(part) >= 0));
}

/** The files that become JavaScript on their way through a bundler. Names without an extension are those of modules that a plugin makes up. */
const scripts = /^(?:[cm]?[jt]sx?|vue|svelte|astro|mdx|marko|riot|civet)?$/;

const styles = /\.(?:css|less|sass|scss|styl|stylus|pcss|postcss|sss)(?:$|[?#])|\btype=style\b/;

/** Whether a name, or a part of a file that a query names, is that of a script: of a page, of a component. */
export function isScript(path: string): boolean {
  const [, extension = '', query = ''] = /(?:\.(\w+))?(?:[?#](.*))?$/.exec(path)!;
  if (/\btype=style\b/.test(query)) return false;
  return scripts.test(extension) || /\.[cm]?[jt]sx?$/.test(query);
}

/** Whether a file, as a bundler names it, is to be transformed, as far as the options say. */
function createChoice({ include, exclude }: PluginOptions): (path: string) => boolean {
  const isIncluded = include === undefined ? () => true : matcher(include);
  const isExcluded = exclude === undefined ? () => false : matcher(exclude);
  // No name has what a loader of webpack's makes of no file, an entry of Next.js's: unplugin needs one.
  return path => path !== '' && isIncluded(path) && !isExcluded(path);
}

/** Whether a file, as a bundler names it, is to be transformed: a script. */
export function createFilter(options: PluginOptions): (id: string) => boolean {
  const isChosen = createChoice(options);
  return id => {
    const path = id.replaceAll('\\', '/');
    return isScript(path) && isChosen(path);
  };
}

/** The same in a bundler that shows modules when they have become JavaScript, whatever their names. */
export function createModuleFilter(options: PluginOptions): (id: string) => boolean {
  const isChosen = createChoice(options);
  return id => {
    const path = id.replaceAll('\\', '/');
    return !styles.test(path) && isChosen(path);
  };
}
