// The plugin's hooks in webpack, and in Rspack, which has the same interface.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Format } from '../index.js';
import { keyOf } from '../key.js';
import { insider, isOwn, runtime, withoutHook } from '../own-files.js';
import { hookIsKept, needsHook, widen } from './hook.js';
import { createModuleFilter, type PluginOptions } from './plugin-options.js';
import { createInclude, transformFile, type Found } from './transform-file.js';
import type { Context, Definition } from './unplugin.js';

/** The part of a compiler that is used. */
export interface Compiler {
  readonly hooks: { readonly normalModuleFactory: Hook<Factory>; readonly finishMake: AsyncHook<Compilation> };
  readonly resolverFactory: { get(type: string, options: object): Resolver };
  readonly options: { readonly cache?: unknown; readonly experiments?: { readonly cache?: unknown } };
}
interface Hook<T> {
  tap(name: string, callback: (value: T) => void): void;
}
interface AsyncHook<T> {
  tapPromise(name: string, callback: (value: T) => Promise<void>): void;
}
interface Resolver {
  resolve(context: object, folder: string, request: string, resolveContext: object, callback: (error?: Error | null, found?: string | false) => void): void;
}
interface Factory {
  readonly hooks: { readonly beforeResolve: AsyncHook<Request> };
}
interface Request {
  request: string;
  readonly contextInfo: { readonly issuer: string };
}
interface Compilation {
  readonly modules: Iterable<Module>;
  readonly warnings: Error[];
  rebuildModule(module: Module, callback: (error?: Error | null) => void): void;
}
interface Module {
  readonly type: string;
  /** The request with its loaders and its query. Some kinds of modules have none. */
  readonly request?: string;
  readonly resource?: string;
  originalSource(): { source(): string | Buffer } | null;
}

const plugin = 'asynccontext';

/** The plugin in unplugin's form, without the bundler's own hook, which must call `prepare`. */
export function definition(options: PluginOptions, by: string): Definition & { prepare(compiler: Compiler): void } {
  const isIncluded = createInclude(options, createModuleFilter);
  /** Whether the carrier has the await hook. It has until it is known that all code is transformed. */
  let hasHook = true;
  return {
    name: plugin,
    enforce: 'post',
    transformInclude: id => isIncluded(id) || hasOther(id),
    transform(this: Context, code: string, id: string) {
      if (hasOther(id)) return hasHook ? null : { code: read(withoutHook(id)), map: null };
      const type = typeOf(this);
      // The module is not code, but a text or an asset.
      if (type !== undefined && !type.startsWith('javascript/')) return null;
      const warn = ({ text, line, column }: Found) => this.warn({ message: `${id}:${line}:${column + 1}: ${text}` });
      const result = transformFile(code, id, warn, { format: formatOf(type) });
      if (result === null) return null;
      if ('error' in result) throw result.error;
      return { code: result.code, map: result.map };
    },
    prepare(compiler) {
      keepApart(compiler, options);
      resolveOwn(compiler, options);
      compiler.hooks.finishMake.tapPromise(plugin, async compilation => {
        const modules = [...compilation.modules];
        const carriers = modules.filter(({ resource }) => resource !== undefined && hasOther(resource));
        if (carriers.length === 0) return;
        const missed = options.awaitHook === undefined ? modules.filter(isMissed).map(({ resource, request }) => resource || request!) : [];
        hasHook = missed.length > 0 || options.awaitHook === true;
        // A carrier from the cache may be that of an earlier build.
        const wanted = (resource: string) => read(hasHook ? resource : withoutHook(resource));
        await Promise.all(carriers.filter(module => textOf(module) !== wanted(module.resource!)).map(module => rebuilt(compilation, module)));
        if (missed.length > 0) compilation.warnings.push(new Error(hookIsKept(by, missed, missed.every(isIncluded) ? byLoader : widen)));
      });
    },
  };
}

/** Whether a file of this package has a variant for pages without the await hook, as the carrier has. */
const hasOther = (id: string): boolean => withoutHook(id) !== id;
const read = (id: string): string => readFileSync(id.replace(/\?.*$/, ''), 'utf8');

const byLoader = 'What is imported with !! in front goes through no loader: leave that out.';

const textOf = (module: Module): string => String(module.originalSource()?.source() ?? '');

/** Whether a module has code to transform, and this plugin, which would be among its loaders, did not get it. */
const isMissed = (module: Module): boolean => {
  const { type, request, resource } = module;
  const isCode = type.startsWith('javascript/') && request !== undefined && resource !== undefined && !isOwn(resource);
  return isCode && !request.includes(`??${plugin}!`) && needsHook(textOf(module));
};

const rebuilt = (compilation: Compilation, module: Module): Promise<void> =>
  new Promise((resolve, reject) => compilation.rebuildModule(module, error => (error ? reject(error) : resolve())));

/** Makes persistent caches distinguish modules by the plugin's options. */
function keepApart({ options: { cache, experiments } }: Compiler, options: PluginOptions): void {
  for (const each of [cache, experiments?.cache]) {
    if (typeof each === 'object' && each !== null)
      Object.assign(each, { version: `${(each as { version?: string }).version ?? ''}|${plugin} ${keyOf(options)}` });
  }
}

/** The bundler's type of a module; `undefined` without a loader context. */
const typeOf = ({ getNativeBuildContext }: Context): string | undefined => getNativeBuildContext?.()?.loaderContext?._module?.type;

/** The kind of code for a type of module. An `import` would turn a CommonJS module into an ES module, and the bundler does not see a `require` in an ES module. */
function formatOf(type: string | undefined): Format | 'auto' {
  switch (type) {
    case 'javascript/esm':
      return 'module';
    case 'javascript/dynamic':
      return 'commonjs';
    default:
      return 'auto';
  }
}

function resolveOwn({ hooks, resolverFactory }: Compiler, { asyncHooks = false }: PluginOptions): void {
  const find = (name: string): Promise<string> =>
    new Promise((resolve, reject) =>
      resolverFactory
        .get('normal', { dependencyType: 'esm' })
        .resolve({}, dirname(insider), name, {}, (error, found) => (error || !found ? reject(error) : resolve(found))),
    );
  hooks.normalModuleFactory.tap(plugin, ({ hooks: { beforeResolve } }) => {
    beforeResolve.tapPromise(plugin, async request => {
      const isAliased = asyncHooks && /^(?:node:)?async_hooks$/.test(request.request) && !isOwn(request.contextInfo.issuer);
      // Resolved from this package, because the importer may be a dependency that cannot resolve it; and as an ES module also for `require`.
      if (isAliased || request.request === runtime) request.request = await find(isAliased ? 'asynccontext/async-local-storage' : runtime);
    });
  });
}
