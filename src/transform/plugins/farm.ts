// The plugin for Farm.
import { unplugin } from '#unplugin';
import { keyOf } from '../key.js';
import { importsCarrier, isOwn, isWithHook, root as packageRoot, runtime, withoutHook } from '../own-files.js';
import { languages } from '../parse.js';
import { hookIsKept, leavesOutHook, needsHook, widen } from './hook.js';
import { checkPluginOptions, createModuleFilter, type PluginOptions } from './plugin-options.js';
import { createInclude, transformFile, type Found } from './transform-file.js';

export type { Paths, PluginOptions } from './plugin-options.js';

const by = 'asynccontext/farm';

/** The part of Farm's interface that is used. */
interface Config {
  readonly root?: string;
  readonly compilation?: { readonly output?: { readonly targetEnv?: string }; readonly persistentCache?: boolean | { readonly envs?: object } };
}
interface Request {
  readonly source: string;
  readonly importer: string | null;
  readonly kind: unknown;
}
interface Context {
  resolve(request: Request, hook: object): Promise<{ readonly resolvedPath: string; readonly external?: boolean }>;
}
interface Module {
  readonly resolvedPath: string;
  readonly content: string;
  readonly moduleType: string;
}

/**
 * Makes plugins that transform the files that Farm bundles, after the plugins that compile other languages to JavaScript.
 *
 * @param options - See `PluginOptions`.
 * @returns Two plugins for Farm: one must run before Farm's own plugins, the other after all.
 * @throws TypeError if an option is unknown or of the wrong type; Error if the package `unplugin` is missing or too old.
 */
export default function asynccontext(options: PluginOptions = {}): { name: string }[] {
  checkPluginOptions(options, by);
  // Uses Farm's own hooks, because they tell the type of a module.
  const create = () => hooks(options).map((farm, index) => ({ name: index === 0 ? 'asynccontext' : 'asynccontext: transform', farm }));
  return unplugin(by).createUnplugin(create).farm() as { name: string }[];
}

function hooks(options: PluginOptions): readonly [resolving: object, transforming: object] {
  const isIncluded = createInclude(options, createModuleFilter);
  const left = new Set<string>();
  let root = process.cwd();
  let engine: 'node' | 'any' = 'any';
  let isForPages = false;
  const asyncHooks = options.asyncHooks ? '|^(?:node:)?async_hooks$' : '';
  const resolving = {
    // Plugins without a priority have 100, and so have Farm's own.
    priority: 102,
    config: ({ compilation: { persistentCache } = {} }: Config) => {
      if (persistentCache === false) return {};
      const settings = typeof persistentCache === 'object' ? persistentCache : {};
      return { compilation: { persistentCache: { ...settings, envs: { ...settings.envs, asynccontext: keyOf(options) } } } };
    },
    configResolved: (config: Config) => {
      root = config.root ?? root;
      if (/node/.test(config.compilation?.output?.targetEnv ?? '')) engine = 'node';
    },
    resolve: {
      filters: { sources: [`^asynccontext(?:/|$)|^\\.\\.?/(?:any/)?carrier\\.js$${asyncHooks}`], importers: ['.*'] },
      async executor(request: Request, context: Context, hook?: { readonly caller?: string }) {
        const { source, importer } = request;
        if (hook?.caller === 'asynccontext') return null;
        const from = importer === null ? undefined : `${root}/${importer}`;
        if (source.startsWith('.') && !importsCarrier(source, from)) return null;
        const isAlias = /async_hooks$/.test(source);
        if (isAlias && (engine === 'node' || (from !== undefined && isOwn(from)))) return null;
        // Resolved from this package, because the importer may be a dependency that cannot resolve it; and as an ES module also for `require`.
        const own = isAlias ? 'async-local-storage' : source === runtime ? 'runtime' : undefined;
        if (own !== undefined) return { resolvedPath: `${packageRoot}dist/esm/${engine}/${own}.js` };
        const found = await context.resolve(request, { meta: {}, caller: 'asynccontext' });
        if (isWithHook(found.resolvedPath)) isForPages = true;
        return leavesOutHook(options) && !found.external ? { ...found, resolvedPath: withoutHook(found.resolvedPath) } : found;
      },
    },
  };
  const transforming = {
    priority: 98,
    transform: {
      filters: { resolvedPaths: ['.*'], moduleTypes: ['^(?:js|jsx|ts|tsx)$'] },
      async executor({ resolvedPath, content, moduleType }: Module) {
        if (!isIncluded(resolvedPath)) {
          if (!isOwn(resolvedPath) && needsHook(content)) left.add(resolvedPath);
          return null;
        }
        const warn = ({ text, line, column }: Found) => console.warn(`${resolvedPath}:${line}:${column + 1}: ${text}`);
        const lang = moduleType === 'js' ? 'jsx' : languages.find(language => language === moduleType);
        const result = transformFile(content, resolvedPath, warn, { ...(lang && { lang }) });
        if (result === null) return null;
        if ('error' in result) throw result.error;
        return { content: result.code, moduleType, sourceMap: JSON.stringify(result.map) };
      },
    },
    buildEnd: {
      executor() {
        if (options.awaitHook === undefined && isForPages && left.size > 0) console.warn(hookIsKept(by, [...left], widen));
      },
    },
  };
  return [resolving, transforming];
}
