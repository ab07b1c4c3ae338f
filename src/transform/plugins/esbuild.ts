// The plugin for esbuild.
import { unplugin } from '#unplugin';
import { readFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import type { Language } from '../index.js';
import { transformOnMap } from '../input-map.js';
import { languages } from '../parse.js';
import { defaultRuntime, importsCarrier, insider, isForBrowsers, isOwn, root, runtime, withoutHook } from '../own-files.js';
import { setUpBun } from './bun-setup.js';
import { Bundle, type Result } from './esbuild-end.js';
import { hookIsKept, leavesOutHook, widen } from './hook.js';
import { checkPluginOptions, createModuleFilter, type PluginOptions } from './plugin-options.js';
import { createInclude, transformFile, type Found } from './transform-file.js';

export type { Paths, PluginOptions } from './plugin-options.js';

const by = 'asynccontext/esbuild';

/** The part of esbuild's build object that is used. */
interface Build {
  readonly initialOptions: InitialOptions;
  readonly esbuild: { build(options: object): Promise<never> };
  onStart(callback: () => object | void): void;
  onEnd(callback: (result: Result) => Promise<object | undefined>): void;
  onResolve(options: object, callback: (args: ResolveArguments) => Promise<object | undefined>): void;
  onLoad(options: object, callback: (args: LoadArguments) => Promise<object | undefined>): void;
  resolve(path: string, options: object): Promise<ResolveResult>;
}
interface InitialOptions {
  readonly sourcemap?: unknown;
  readonly absWorkingDir?: string;
  readonly loader?: Readonly<Record<string, string>>;
  stdin?: { readonly contents: string | Uint8Array; readonly sourcefile?: string; readonly loader?: string };
  metafile?: boolean | undefined;
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
 * Makes a plugin that transforms the files that esbuild bundles, before esbuild compiles them. If another plugin loads a file first, esbuild does not pass
 * it to this plugin: the file is not transformed, and the bundle keeps the await hook, with a warning.
 *
 * @param options - See `PluginOptions`.
 * @returns A plugin for esbuild.
 * @throws TypeError if an option is unknown or of the wrong type; Error if the package `unplugin` is missing or too old.
 */
export default function asynccontext(options: PluginOptions = {}): { name: string; setup(build: any): void | Promise<void> } {
  checkPluginOptions(options, by);
  // Kept for repeated builds.
  const state: State = { seen: new Set(), hasHook: !leavesOutHook(options) };
  // Uses esbuild's own hooks, for the places of errors and for the configured loaders.
  const setup = (build: Build): void => {
    // Bun accepts plugins for esbuild, but lacks some of the hooks.
    if (process.versions['bun'] !== undefined && 'config' in build) return setUpBun(build as never, options, by);
    resolveOwn(build, options, state);
    load(build, options, state);
    if (options.awaitHook === undefined) lookAtTheEnd(build, options, state);
  };
  return unplugin(by)
    .createUnplugin(() => ({ name: 'asynccontext', esbuild: { setup } }))
    .esbuild() as ReturnType<typeof asynccontext>;
}

interface State {
  /** The paths of the files that were transformed, or have nothing to transform. */
  readonly seen: Set<string>;
  /** Whether bundles for browsers get the await hook. */
  hasHook: boolean;
}

function resolveOwn(build: Build, { asyncHooks = false }: PluginOptions, state: State): void {
  const again = {};
  const chosen = (found: ResolveResult) => (found.external || state.hasHook ? found : { ...found, path: withoutHook(found.path) });
  const inside = { resolveDir: root, importer: insider, kind: 'import-statement', pluginData: again };
  build.onResolve({ filter: /^asynccontext(?:\/|$)|^\.\.?\/(?:any\/)?carrier\.js$/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
    if (pluginData === again || (path.startsWith('.') && !importsCarrier(path, importer))) return undefined;
    if (path !== runtime) {
      const found = await build.resolve(path, { importer, kind, resolveDir, pluginData: again });
      return found.errors.length > 0 ? undefined : chosen(found);
    }
    // Resolved from this package, because the importer may be a dependency that cannot resolve it; and as an ES module also for `require`.
    const found = await build.resolve(path, inside);
    return found.errors.length > 0 ? { path: state.hasHook ? defaultRuntime : withoutHook(defaultRuntime) } : chosen(found);
  });
  if (!asyncHooks) return;
  build.onResolve({ filter: /^(?:node:)?async_hooks$/ }, async ({ importer }) => {
    if (isOwn(importer)) return undefined;
    const found = await build.resolve('asynccontext/async-local-storage', inside);
    return found.errors.length === 0 && isForBrowsers(found.path) ? chosen(found) : undefined;
  });
}

const scripts = { '.js': 'jsx', '.mjs': 'jsx', '.cjs': 'jsx', '.jsx': 'jsx', '.ts': 'ts', '.mts': 'ts', '.cts': 'ts', '.tsx': 'tsx' };

function load({ onLoad, onStart, initialOptions }: Build, options: PluginOptions, { seen }: State): void {
  const isIncluded = createInclude(options, createModuleFilter);
  const loaders: Readonly<Record<string, string | undefined>> = { ...scripts, ...initialOptions.loader };
  const languageOf = (loader: string | undefined) => (loader === 'js' ? 'jsx' : languages.find(language => language === loader));
  const { sourcemap, stdin, absWorkingDir = process.cwd() } = initialOptions;
  /** Transforms a file. Errors and warnings have a place. */
  const transformed = (code: string, path: string, lang: Language) => {
    const lines = code.split(/\r\n|[\n\r\u2028\u2029]/);
    const message = ({ text, line, column }: Found) => ({ text, location: { file: path, line, column, lineText: lines[line - 1] } });
    const warnings: object[] = [];
    const result = transformFile(code, path, found => warnings.push(message(found)), { lang, sourcemap: Boolean(sourcemap) }, transformOnMap);
    if (result === null) return { warnings };
    if ('error' in result) return { errors: [message(result)] };
    const { map } = result;
    return { contents: map ? `${result.code}\n//# sourceMappingURL=${map.toUrl()}` : result.code, warnings };
  };
  const extensions = Object.keys(loaders).filter(extension => languageOf(loaders[extension]) !== undefined);
  const filter = new RegExp(`(?:${extensions.map(extension => extension.replaceAll('.', '\\.')).join('|')})$`);
  onLoad({ filter, namespace: 'file' }, async ({ path, suffix, with: attributes }) => {
    const lang = languageOf(loaders[extname(path)]);
    // An import with attributes is not code, but a text or bytes.
    if (lang === undefined || !isIncluded(path) || suffix !== '' || Object.keys(attributes ?? {}).length > 0) return undefined;
    seen.add(path);
    const result = transformed(await readFile(path, 'utf8'), path, lang);
    return result.contents === undefined ? result : { ...result, loader: 'default', resolveDir: dirname(path) };
  });
  const lang = languageOf(stdin?.loader ?? 'js');
  const name = stdin?.sourcefile ?? '<stdin>';
  if (stdin === undefined || lang === undefined || !isIncluded(name)) return;
  // No plugin loads stdin, so it is transformed here. If it has errors, esbuild reports them.
  const { contents = stdin.contents, warnings } = transformed(Buffer.from(stdin.contents as string).toString(), name, lang);
  seen.add(resolve(absWorkingDir, name));
  initialOptions.stdin = { ...stdin, contents };
  onStart(() => {
    // The caller may build with these options again.
    initialOptions.stdin = stdin;
    return { warnings };
  });
}

/** Adds the await hook at the end of a build if it is needed, with a warning. */
function lookAtTheEnd({ onStart, onEnd, initialOptions, esbuild }: Build, options: PluginOptions, state: State): void {
  const { metafile: isWanted, absWorkingDir = process.cwd() } = initialOptions;
  initialOptions.metafile = true;
  onStart(() => void (initialOptions.metafile = isWanted));
  const isIncluded = createInclude(options, createModuleFilter);
  onEnd(async result => {
    const { metafile } = result;
    if (!isWanted) result.metafile = undefined;
    // After errors there is no metafile.
    const bundle = metafile && new Bundle(metafile, absWorkingDir);
    if (!bundle?.isForPages) return undefined;
    const missed = bundle.missed(state.seen);
    if (missed.length > 0 && bundle.lacksHook) await bundle.putHookIn(result, esbuild.build, initialOptions);
    // For repeated builds.
    state.hasHook = missed.length > 0 || !leavesOutHook(options);
    if (missed.length === 0) return undefined;
    const remedy = missed.every(name => isIncluded(resolve(absWorkingDir, name)))
      ? 'esbuild shows a file to the first plugin that loads it: put this plugin before the others.'
      : widen;
    return { warnings: [{ text: hookIsKept(by, missed, remedy) }] };
  });
}
