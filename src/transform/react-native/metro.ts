// The transformer for Metro. It wraps the project's transformer, or React Native's, and adds the transform as a Babel plugin.
import { here } from '#here';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asynccontext from '../babel/babel.js';
import { keyOf } from '../key.js';
import { boolean, checkOptions, unexpected, type Options } from '../options.js';
import { insider, isOwn, runtime } from '../own-files.js';
import { paths, type PluginOptions } from '../plugins/plugin-options.js';

export type { Paths } from '../plugins/plugin-options.js';

const by = 'asynccontext/metro';

/** The options of `withAsyncContext`. */
export type MetroOptions = Pick<PluginOptions, 'include' | 'exclude' | 'asyncHooks'>;

const known: Options = { include: paths, exclude: paths, asyncHooks: boolean };

/** The environment variable that passes the options to Metro's workers, which get only the path of the transformer. */
const VARIABLE = 'ASYNCCONTEXT_METRO';
interface Settings extends MetroOptions {
  /** The path of the project's own transformer. */
  transformer?: string | undefined;
}

/** The exports of a transformer at Metro's `babelTransformerPath`. */
interface Transformer {
  transform(args: object): unknown;
  getCacheKey?(): string;
}

/** Reads the options. They are read from the environment even in the process that has set them, which may be the only one. */
const settings = (): Settings =>
  JSON.parse(process.env[VARIABLE] ?? '{}', (_, value) => (typeof value?.flags === 'string' ? new RegExp(value.source, value.flags) : value)) as Settings;
const print = (all: Settings): string =>
  JSON.stringify(all, (_, value: unknown) => (value instanceof RegExp ? { source: value.source, flags: value.flags } : value));

const usual = ['@react-native/metro-babel-transformer', 'metro-babel-transformer'];
let found: Transformer | undefined;

/** The wrapped transformer. */
function inner(): Transformer {
  if (found) return found;
  const { transformer } = settings();
  const names = transformer === undefined ? usual : [transformer];
  for (const base of [join(process.cwd(), 'package.json'), here]) {
    const require = createRequire(base);
    for (const name of names) {
      let path: string;
      try {
        path = require.resolve(name);
      } catch {
        continue;
      }
      return (found = require(path) as Transformer);
    }
  }
  throw new Error(
    `${by}: expected ${names.join(' or ')} to be found from ${process.cwd()}. Use withAsyncContext in metro.config.js, which finds the transformer of your configuration`,
  );
}

/**
 * Transforms a file. Metro calls it.
 *
 * @param args - Metro's arguments for a transformer.
 * @returns The result of the wrapped transformer.
 * @throws Error if no transformer is found; else whatever the wrapped transformer throws.
 */
export function transform(args: object): any {
  const { plugins = [], options } = args as { plugins?: readonly unknown[]; options?: { type?: string } };
  // Scripts, which implement the module system, cannot import modules.
  if (options?.type === 'script') return inner().transform(args);
  const { include, exclude } = settings();
  return inner().transform({ ...args, plugins: [[asynccontext, { include, exclude }], ...plugins] });
}

/** Returns the key for Metro's cache. It differs between options, and between versions of this package and of the wrapped transformer. */
export const getCacheKey = (): string => keyOf([settings(), inner().getCacheKey?.()]);

/** The part of Metro's configuration that is used. */
interface Config {
  readonly resolver?: { readonly resolveRequest?: Resolve | null | undefined };
  readonly transformer?: { readonly babelTransformerPath?: string };
}
type Resolve = (context: Context, name: string, platform: string | null) => unknown;
interface Context {
  readonly originModulePath: string;
  readonly isESMImport?: boolean;
  readonly resolveRequest: Resolve;
}

/**
 * Adds the transform to a configuration of Metro.
 *
 * @param config - The configuration, as `getDefaultConfig` and `mergeConfig` return it.
 * @param options - See `MetroOptions`.
 * @returns The configuration, with a transformer that wraps its own, and a `resolveRequest` that resolves the runtime.
 * @throws TypeError if the configuration is not an object, or an option is unknown or of the wrong type.
 */
export function withAsyncContext<T extends object>(config: T, options: MetroOptions = {}): T {
  if (typeof config !== 'object' || config === null || config instanceof Promise) throw unexpected(by, "Metro's configuration as an object", config);
  checkOptions(by, options, known);
  const { resolver, transformer } = config as Config;
  const own = resolver?.resolveRequest;
  process.env[VARIABLE] = print({ ...options, transformer: transformer?.babelTransformerPath });
  const resolveRequest: Resolve = (context, name, platform) => {
    const next = own ?? context.resolveRequest;
    const isHooks = options.asyncHooks && /^(?:node:)?async_hooks$/.test(name) && !isOwn(context.originModulePath);
    if (!isHooks && name !== runtime) return next(context, name, platform);
    const wanted = isHooks ? 'asynccontext/async-local-storage' : runtime;
    try {
      // Resolved from this package, because the importer may be a dependency that cannot resolve it; and as an ES module also for `require`, which is rare.
      return next({ ...context, originModulePath: insider, isESMImport: true }, wanted, platform);
    } catch {
      return next(context, wanted, platform);
    }
  };
  return {
    ...config,
    resolver: { ...resolver, resolveRequest },
    transformer: { ...transformer, babelTransformerPath: fileURLToPath(new URL('../../cjs/node/metro.js', here)) },
  };
}
