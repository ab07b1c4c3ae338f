// The plugin for webpack.
import { unplugin } from '#unplugin';
import { dirname } from 'node:path';
import type { Format } from '../index.js';
import { insider, isOwn, runtime, withoutHook } from '../own-files.js';
import { checkPluginOptions, type PluginOptions } from './options.js';
import { createInclude, transformFile, type Found } from './transform-file.js';
import type { Context } from './unplugin.js';

export type { Paths, PluginOptions } from './options.js';

const by = 'asynccontext/webpack';

/** What is used of a compiler of webpack's. */
interface Compiler {
  readonly hooks: { readonly normalModuleFactory: Hook<Factory> };
}
interface Hook<T> {
  tap(name: string, callback: (value: T) => void): void;
}
interface Factory {
  readonly hooks: { readonly beforeResolve: Hook<Request>; readonly afterResolve: Hook<Request> };
}
interface Request {
  request: string;
  context: string;
  dependencyType: string;
  readonly contextInfo: { readonly issuer: string };
  readonly createData?: { resource?: string; request?: string; userRequest?: string; context?: string };
}

/**
 * Makes a plugin that transforms what webpack bundles, after all loaders.
 *
 * @param options - See `PluginOptions`.
 * @returns A plugin of webpack's.
 * @throws TypeError for options that are none; Error if the package `unplugin` is not installed, or too old.
 */
export default function asynccontext(options: PluginOptions = {}): { apply(compiler: any): void } {
  checkPluginOptions(options, by);
  return unplugin(by).createUnplugin(() => ({
    name: 'asynccontext',
    enforce: 'post',
    transformInclude: createInclude(options),
    transform(this: Context, code: string, id: string) {
      const warn = ({ text, line, column }: Found) => this.warn({ message: `${id}:${line}:${column + 1}: ${text}` });
      const result = transformFile(code, id, warn, { format: formatOf(this) });
      if (result === null) return null;
      if ('error' in result) throw result.error;
      return { code: result.code, map: result.map };
    },
    webpack: (compiler: Compiler) => resolveOwn(compiler, options),
  })).webpack() as { apply(compiler: unknown): void };
}

/** What webpack takes a file for. An `import` in one of CommonJS would make an ES module of it, a `require` in an ES module it would not see. */
function formatOf({ getNativeBuildContext }: Context): Format | 'auto' {
  switch (getNativeBuildContext?.()?.loaderContext?._module?.type) {
    case 'javascript/esm':
      return 'module';
    case 'javascript/dynamic':
      return 'commonjs';
    default:
      return 'auto';
  }
}

function resolveOwn({ hooks }: Compiler, { awaitHook = false, asyncHooks = false }: PluginOptions): void {
  hooks.normalModuleFactory.tap('asynccontext', ({ hooks: { beforeResolve, afterResolve } }) => {
    beforeResolve.tap('asynccontext', request => {
      const isAliased = asyncHooks && /^(?:node:)?async_hooks$/.test(request.request) && !isOwn(request.contextInfo.issuer);
      if (isAliased) request.request = 'asynccontext/async-local-storage';
      else if (request.request !== runtime) return;
      // Not where the importer is, which may be a dependency that has never heard of this package; and as an ES module also for `require`.
      request.context = dirname(insider);
      request.dependencyType = 'esm';
    });
    if (awaitHook) return;
    afterResolve.tap('asynccontext', ({ createData }) => {
      const resource = createData?.resource;
      if (createData === undefined || resource === undefined) return;
      const chosen = withoutHook(resource);
      if (chosen === resource) return;
      createData.context = dirname(chosen);
      for (const key of ['resource', 'request', 'userRequest'] as const) {
        const value = createData[key];
        if (value !== undefined) createData[key] = value.replace(resource, () => chosen);
      }
    });
  });
}
