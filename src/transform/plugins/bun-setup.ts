// The plugin for Bun: in `Bun.build`, and for the files that Bun loads when it runs a program.
import { existsSync, readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { isOwn, isWithHook, root, withoutHook } from '../own-files.js';
import { languages } from '../parse.js';
import { hookIsKept, leavesOutHook, needsHook, widen } from './hook.js';
import { createModuleFilter, type PluginOptions } from './plugin-options.js';
import { createInclude, transformFile, type Found } from './transform-file.js';

/** The part of Bun's build object that is used. */
export interface BunBuild {
  /** Absent when Bun runs a program. */
  readonly config?: { readonly target?: string; readonly plugins?: readonly object[] };
  onResolve(options: object, callback: (args: { readonly path: string; readonly importer: string }) => { path: string } | undefined): void;
  onLoad(options: object, callback: (args: LoadArguments) => Promise<object | undefined>): void;
}
interface LoadArguments {
  readonly path: string;
  readonly loader?: string;
  /** Waits until all other files are loaded. */
  defer(): Promise<void>;
}

const scripts = /\.[cm]?[jt]sx?$/;
/** The files that are most probably ES modules. When Bun runs a program, it treats every file that a plugin loads as an ES module. */
const modules = /^(?!.*[\\/]node_modules[\\/]).*\.m?[jt]sx?$|\.m[jt]s$/;

/** Sets the plugin up. */
export function setUpBun(build: BunBuild, options: PluginOptions, by: string): void {
  const { config } = build;
  const isForPages = config !== undefined && (config.target ?? 'browser') === 'browser';
  const folder = `${root}dist/esm/${isForPages ? 'any' : 'node'}`;
  const isIncluded = createInclude(options, createModuleFilter);
  const seen = new Set<string>();
  // The runtime is imported by its path, because the importer may not be able to resolve its name.
  const shared = { runtime: `${folder}/runtime.js`, sourcemap: false };
  const isAutomatic = isForPages && options.awaitHook === undefined;
  const met = isAutomatic && (config.plugins?.length ?? 0) > 1 ? meet(build) : new Set<string>();
  const running = options.include instanceof RegExp ? options.include : modules;
  build.onLoad({ filter: config ? scripts : running, namespace: 'file' }, async ({ path, loader = extname(path).replace(/\.[cm]?/, '') }) => {
    const lang = loader === 'js' ? 'jsx' : languages.find(language => language === loader);
    if (lang === undefined || !isIncluded(path)) {
      met.add(path);
      // When Bun runs a program, it does not accept `undefined` as a result.
      return config ? undefined : { contents: await readFile(path, 'utf8'), loader };
    }
    seen.add(path);
    const code = await readFile(path, 'utf8');
    const warn = ({ text, line, column }: Found) => console.warn(`${path}:${line}:${column + 1}: ${text}`);
    const result = transformFile(code, path, warn, { ...shared, lang });
    if (result !== null && 'error' in result) throw result.error;
    if (!config && result?.code.startsWith('var{'))
      throw new Error(
        `${by}: expected an ES module, got ${path}, which is CommonJS: Bun cannot load that by a plugin. Give include as a regular expression that leaves it out.`,
      );
    return result === null && config ? undefined : { contents: result?.code ?? code, loader };
  });
  if (!isForPages) return;
  if (options.asyncHooks) {
    build.onResolve({ filter: /^(?:node:)?async_hooks$/ }, ({ importer }) => (isOwn(importer) ? undefined : { path: `${folder}/async-local-storage.js` }));
  }
  if (options.awaitHook === true) return;
  build.onLoad({ filter: /[\\/]dist[\\/](?:esm|cjs)[\\/]any[\\/]carrier\.js$/, namespace: 'file' }, async ({ path, defer }) => {
    if (!isWithHook(path)) return undefined;
    if (isAutomatic) await defer();
    const missed = isAutomatic
      ? [...met].filter(file => !seen.has(file) && !isOwn(file) && needsHook(existsSync(file) ? readFileSync(file, 'utf8') : undefined))
      : [];
    if (missed.length > 0)
      console.warn(
        hookIsKept(by, missed, missed.every(isIncluded) ? 'Bun shows a file to the first plugin that loads it: put this plugin before the others.' : widen),
      );
    return { contents: readFileSync(missed.length > 0 || !leavesOutHook(options) ? path : withoutHook(path), 'utf8'), loader: 'js' };
  });
}

/** Collects the scripts of a build, whichever plugin loads them: scripts that import something, and scripts that are imported by a path. */
function meet(build: BunBuild): Set<string> {
  const met = new Set<string>();
  build.onResolve({ filter: /.*/ }, ({ path, importer }) => {
    if (scripts.test(importer)) met.add(importer);
    if (importer === '' || !/^\.{0,2}\//.test(path)) return undefined;
    const found = ['', '.ts', '.tsx', '.js', '.jsx', '.mjs']
      .map(end => resolve(dirname(importer), path + end))
      .find(file => extname(file) !== '' && existsSync(file));
    if (found !== undefined && scripts.test(found)) met.add(found);
    return undefined;
  });
  return met;
}
