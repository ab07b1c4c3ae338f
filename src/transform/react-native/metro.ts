// The transformer for Metro: React Native's, or whichever a project has, with the transform as a plugin of Babel's.
import { here } from '#here';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asynccontext from '../babel/babel.js';
import { keyOf } from '../key.js';
import { boolean, checkOptions, unexpected, type Options } from '../options.js';
import { insider, isOwn, runtime } from '../own-files.js';
import { paths, type PluginOptions } from '../plugins/options.js';

export type { Paths } from '../plugins/options.js';

const by = 'asynccontext/metro';

/** The options of `withAsyncContext`. */
export type MetroOptions = Pick<PluginOptions, 'include' | 'exclude' | 'asyncHooks'>;

const known: Options = { include: paths, exclude: paths, asyncHooks: boolean };

/** How Metro's workers, which get a path and no options, are told them. */
const VARIABLE = 'ASYNCCONTEXT_METRO';
interface Settings extends MetroOptions {
  /** The path of the project's own transformer. */
  transformer?: string | undefined;
}

/** A transformer, as Metro's `babelTransformerPath` leads to one. */
interface Transformer {
  transform(args: object): unknown;
  getCacheKey?(): string;
}

/** The process that reads the configuration may be the only one. */
const settings = (): Settings =>
  JSON.parse(process.env[VARIABLE] ?? '{}', (_, value) => (typeof value?.flags === 'string' ? new RegExp(value.source, value.flags) : value)) as Settings;
const print = (all: Settings): string =>
  JSON.stringify(all, (_, value: unknown) => (value instanceof RegExp ? { source: value.source, flags: value.flags } : value));

const usual = ['@react-native/metro-babel-transformer', 'metro-babel-transformer'];
let found: Transformer | undefined;

/** The transformer that this one is around. */
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

/** Transforms a file: what Metro calls. */
export function transform(args: object): any {
  const { plugins = [], options } = args as { plugins?: readonly unknown[]; options?: { type?: string } };
  // The code that makes modules possible can import none.
  if (options?.type === 'script') return inner().transform(args);
  const { include, exclude } = settings();
  return inner().transform({ ...args, plugins: [[asynccontext, { include, exclude }], ...plugins] });
}

/** The key that tells the results of this transformer from those of other options and versions. */
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
 * Adds the transform to a configuration of Metro's.
 *
 * @param config - The configuration, as `getDefaultConfig` and `mergeConfig` make it.
 * @param options - See `MetroOptions`.
 * @returns The configuration, with a transformer around its own, and a `resolveRequest` that finds what transformed code imports.
 * @throws TypeError for a configuration or options that are none.
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
      // Not where the importer is, which may be a dependency that has never heard of this package; and as an ES module also for `require`, of which there are few.
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
