// The transformer for Jest. It wraps another transformer, and transforms the output of that one.
import { here } from '#here';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { transformOnMap } from '../input-map.js';
import { keyOf } from '../key.js';
import { checkOptions, type Options } from '../options.js';
import { paths, type PluginOptions } from '../plugins/plugin-options.js';
import { createInclude } from '../plugins/transform-file.js';
import { warn } from '../console-warning.js';
import { findInstrument, type Made } from './jest-coverage.js';

export type { Paths } from '../plugins/plugin-options.js';

const by = 'asynccontext/jest';

/** The options of the transformer. */
export interface JestOptions extends Pick<PluginOptions, 'include' | 'exclude'> {
  /** The inner transformer, in the form that Jest accepts: its package or path, or an array of that and its options. Default: `babel-jest`. */
  transformer?: string | readonly [path: string, options?: object];
}

const known: Options = {
  include: paths,
  exclude: paths,
  transformer: [
    'a string, or an array of a string and options',
    value => typeof (Array.isArray(value) ? value[0] : value) === 'string' && (!Array.isArray(value) || value.length <= 2),
  ],
};

/** The part of Jest's options for a file that is used. */
interface FileOptions {
  readonly config?: { readonly rootDir?: string };
  readonly supportsStaticESM?: boolean;
  readonly instrument?: boolean;
  readonly configString?: string;
  readonly supportsDynamicImport?: boolean;
  readonly supportsExportNamespaceFrom?: boolean;
  readonly supportsTopLevelAwait?: boolean;
}
type Method<R> = (this: Transformer, text: string, path: string, options: FileOptions) => R;
/** A transformer of Jest. */
export interface Transformer {
  readonly canInstrument?: boolean;
  process?: Method<Made>;
  processAsync?: Method<Promise<Made>>;
  getCacheKey?: Method<string>;
  getCacheKeyAsync?: Method<Promise<string>>;
}
type Factory = (options?: object) => Transformer | Promise<Transformer>;
interface Module extends Transformer {
  readonly default?: Module;
  readonly createTransformer?: Factory;
}

/** Loads a transformer as Jest does, resolved from the folder in which Jest was started, or from this package's folder. */
async function load(name: string, options: object | undefined): Promise<Transformer> {
  for (const base of [join(process.cwd(), 'package.json'), here]) {
    const { resolve } = createRequire(base);
    let path: string;
    try {
      path = resolve(name);
    } catch {
      continue;
    }
    const module = (await import(pathToFileURL(path).href)) as Module;
    // The default export of a CommonJS module is its `module.exports`, which may have a `default` of its own.
    const exported = [module.default?.default, module.default, module].find(each => each?.createTransformer ?? each?.process ?? each?.processAsync);
    if (exported === undefined) throw new TypeError(`${by}: expected a transformer, got ${path}, which exports none`);
    return exported.createTransformer ? exported.createTransformer(options) : exported;
  }
  throw new Error(
    `${by}: expected the transformer '${name}' to be found from ${process.cwd()}, found none. Install it, or give its path: require.resolve('${name}')`,
  );
}

/** The file of the runtime that transformed code imports, in each format, because not every file can resolve this package. */
const runtimes = {
  module: fileURLToPath(new URL('../../esm/node/runtime.js', here)),
  commonjs: fileURLToPath(new URL('../../cjs/node/runtime.js', here)),
};

/**
 * Makes the transformer.
 *
 * @param options - See `JestOptions`.
 * @returns A promise of a transformer for Jest. It is rejected with a TypeError if an option is unknown or of the wrong type, and with an Error if the
 *   inner transformer cannot be found.
 */
export async function createTransformer(options: JestOptions = {}): Promise<Transformer> {
  checkOptions(by, options, known);
  const { transformer = 'babel-jest' } = options;
  const [name, innerOptions] = typeof transformer === 'string' ? [transformer] : transformer;
  const inner = await load(name, innerOptions);
  const isIncluded = createInclude(options);
  const passed = (file: FileOptions): FileOptions => ({ ...file, transformerConfig: innerOptions ?? {} }) as FileOptions;

  const instrument = inner.canInstrument ? undefined : findInstrument();

  function finish(first: Made, path: string, file: FileOptions): Made {
    const made = file.instrument && instrument ? instrument(first, path, file.config?.rootDir ?? process.cwd()) : first;
    if (!isIncluded(path)) return made;
    const { supportsStaticESM = false } = file;
    const format = supportsStaticESM ? 'module' : 'commonjs';
    const result = transformOnMap(
      made.code,
      path,
      { filename: path, lang: 'jsx', format, runtime: runtimes[format], reactions: false, onWarn: warn },
      made.map,
    );
    if (result === null) return made;
    // Jest expects paths as sources.
    const sources = result.map!.sources.map(source => (source.startsWith('file:') ? fileURLToPath(source) : source));
    return { code: withoutMap(result.code), map: { ...result.map, sources } };
  }
  const transform: Method<Made> = (text, path, file) => finish(inner.process!(text, path, passed(file)), path, file);
  const processAsync: Method<Promise<Made>> = async (text, path, file) => {
    const made = await (inner.processAsync ? inner.processAsync(text, path, passed(file)) : inner.process!(text, path, passed(file)));
    return finish(made, path, file);
  };

  /** Makes a cache key. If the inner transformer has none, it is made of the same parts as Jest's own. */
  const keyFrom = (
    key: string | undefined,
    text: string,
    path: string,
    { configString, instrument: isCounted, supportsDynamicImport, supportsExportNamespaceFrom, supportsStaticESM, supportsTopLevelAwait }: FileOptions,
  ) =>
    keyOf([
      options,
      path,
      isCounted,
      key ?? [text, configString, supportsDynamicImport, supportsExportNamespaceFrom, supportsStaticESM, supportsTopLevelAwait],
    ]);
  return {
    canInstrument: inner.canInstrument === true || instrument !== undefined,
    ...(inner.process ? { process: transform } : {}),
    processAsync,
    getCacheKey: (text, path, file) => keyFrom(inner.getCacheKey?.(text, path, passed(file)), text, path, file),
    getCacheKeyAsync: async (text, path, file) =>
      keyFrom(
        await (inner.getCacheKeyAsync ? inner.getCacheKeyAsync(text, path, passed(file)) : inner.getCacheKey?.(text, path, passed(file))),
        text,
        path,
        file,
      ),
  };
}

/** Removes the comment that leads to the map of the untransformed code. */
const withoutMap = (code: string): string => code.replace(/\n\/\/[#@]\s*sourceMappingURL=data:application\/json[^\n]*\s*$/, '\n');

export default { createTransformer };
