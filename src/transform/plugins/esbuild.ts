// The plugin for esbuild.
import { unplugin } from '#unplugin';
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { transformOnMap } from '../input-map.js';
import { defaultRuntime, importsCarrier, insider, isForBrowsers, isOwn, root, runtime, withoutHook } from '../own-files.js';
import { checkPluginOptions, type PluginOptions } from './options.js';
import { createInclude, transformFile, type Found } from './transform-file.js';

export type { Paths, PluginOptions } from './options.js';

const by = 'asynccontext/esbuild';

/** What is used of a build of esbuild's. */
interface Build {
  readonly initialOptions: { readonly sourcemap?: unknown };
  onResolve(options: object, callback: (args: ResolveArguments) => Promise<object | undefined>): void;
  onLoad(options: object, callback: (args: LoadArguments) => Promise<object | undefined>): void;
  resolve(path: string, options: object): Promise<ResolveResult>;
}
interface ResolveArguments {
  readonly path: string;
  readonly importer: string;
  readonly kind: string;
  readonly resolveDir: string;
  readonly pluginData: unknown;
}
interface ResolveResult {
  readonly path: string;
  readonly external: boolean;
  readonly errors: readonly object[];
}
interface LoadArguments {
  readonly path: string;
  readonly suffix: string;
  readonly with?: Readonly<Record<string, string>>;
}

/**
 * Makes a plugin that transforms what esbuild bundles, before esbuild compiles it. Files that another plugin loads, esbuild shows to no other:
 * they are not transformed, nor are they if they come first.
 *
 * @param options - See `PluginOptions`.
 * @returns A plugin of esbuild's.
 * @throws TypeError for options that are none; Error if the package `unplugin` is not installed, or too old.
 */
export default function asynccontext(options: PluginOptions = {}): { name: string; setup(build: any): void | Promise<void> } {
  checkPluginOptions(options, by);
  // With esbuild's own hooks: a place for errors, and the loader that is configured.
  const setup = (build: Build): void => {
    resolveOwn(build, options);
    load(build, options);
  };
  return unplugin(by).createUnplugin(() => ({ name: 'asynccontext', esbuild: { setup } })).esbuild() as ReturnType<typeof asynccontext>;
}

function resolveOwn(build: Build, { awaitHook = false, asyncHooks = false }: PluginOptions): void {
  const again = {};
  const chosen = (found: ResolveResult) =>
    found.external || awaitHook ? found : { ...found, path: withoutHook(found.path) };
  const inside = { resolveDir: root, importer: insider, kind: 'import-statement', pluginData: again };
  build.onResolve({ filter: /^asynccontext(?:\/|$)|^\.\.?\/(?:any\/)?carrier\.js$/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
    if (pluginData === again || (path.startsWith('.') && !importsCarrier(path, importer))) return undefined;
    if (path !== runtime) {
      const found = await build.resolve(path, { importer, kind, resolveDir, pluginData: again });
      return found.errors.length > 0 ? undefined : chosen(found);
    }
    // Not where the importer is, which may be a dependency that has never heard of this package; and as an ES module also for `require`.
    const found = await build.resolve(path, inside);
    return found.errors.length > 0 ? { path: awaitHook ? defaultRuntime : withoutHook(defaultRuntime) } : chosen(found);
  });
  if (!asyncHooks) return;
  build.onResolve({ filter: /^(?:node:)?async_hooks$/ }, async ({ importer }) => {
    if (isOwn(importer)) return undefined;
    const found = await build.resolve('asynccontext/async-local-storage', inside);
    return found.errors.length === 0 && isForBrowsers(found.path) ? chosen(found) : undefined;
  });
}

function load({ onLoad, initialOptions }: Build, options: PluginOptions): void {
  const isIncluded = createInclude(options);
  onLoad({ filter: /\.[cm]?[jt]sx?$/, namespace: 'file' }, async ({ path, suffix, with: attributes }) => {
    // With attributes, what is imported is no code: a text, its bytes.
    if (!isIncluded(path) || suffix !== '' || Object.keys(attributes ?? {}).length > 0) return undefined;
    const code = await readFile(path, 'utf8');
    const lines = code.split(/\r\n|[\n\r\u2028\u2029]/);
    const message = ({ text, line, column }: Found) => ({ text, location: { file: path, line, column, lineText: lines[line - 1] } });
    const warnings: object[] = [];
    const options = { sourcemap: Boolean(initialOptions.sourcemap) };
    const result = transformFile(code, path, found => warnings.push(message(found)), options, transformOnMap);
    if (result === null) return { warnings };
    if ('error' in result) return { errors: [message(result)] };
    const { map } = result;
    const contents = map ? `${result.code}\n//# sourceMappingURL=${map.toUrl()}` : result.code;
    return { contents, loader: 'default', resolveDir: dirname(path), warnings };
  });
}
