// The transform as a webpack loader, for tools that accept such loaders, such as Turbopack.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { SourceMap } from '../index.js';
import { transformOnMap } from '../input-map.js';
import { defaultRuntime, isOwn, runtime, withoutHook } from '../own-files.js';
import { boolean, checkOptions } from '../options.js';
import { createModuleFilter, paths, type PluginOptions } from './plugin-options.js';
import { createInclude, transformFile, type Found } from './transform-file.js';

export type { Paths } from './plugin-options.js';

/** The options of the loader. A tool that reads its configuration from JSON cannot pass regular expressions. */
export interface LoaderOptions extends Pick<PluginOptions, 'include' | 'exclude'> {
  /** Whether pages get the await hook. Default: true, because a loader cannot know whether all code is transformed. */
  awaitHook?: boolean;
}

const by = 'asynccontext/loader';

/** Next.js's own developer tools. Turbopack puts the loaders' output into pages as it is, so a `require` in them cannot be resolved. */
const raw = /[\\/]next[\\/]dist[\\/]compiled[\\/]next-devtools[\\/]/;

/** The part of a loader's context that is used. */
interface LoaderContext {
  readonly resourcePath: string;
  readonly resourceQuery?: string;
  readonly sourceMap?: boolean;
  getOptions(): LoaderOptions;
  emitWarning(warning: Error): void;
  callback(error: Error | null, code?: string, map?: object): void;
}

/**
 * Transforms a file. Passes the result, and a SyntaxError for code that cannot be parsed, to the loader's callback.
 *
 * @param code - The text of the file.
 * @param map - The source map of the loaders before.
 * @throws TypeError if an option is unknown or of the wrong type; Error if one of the packages `oxc-parser` and `magic-string` is missing or too old.
 */
export default function loader(this: LoaderContext, code: string, map?: object | string): void {
  const options = this.getOptions();
  checkOptions(by, options, { include: paths, exclude: paths, awaitHook: boolean });
  const { resourcePath, resourceQuery = '', sourceMap = true } = this;
  if (isOwn(resourcePath)) return this.callback(null, options.awaitHook === false ? readFileSync(withoutHook(resourcePath), 'utf8') : code);
  const id = resourcePath + resourceQuery;
  if (raw.test(id) || !createInclude(options, createModuleFilter)(id)) return this.callback(null, code, map as object);
  const warn = ({ text, line, column }: Found) => this.emitWarning(new Error(`${resourcePath}:${line}:${column + 1}: ${text}`));
  // The map is added as a comment, in which the transform finds the maps of files.
  const comment =
    map === undefined
      ? ''
      : `\n//# sourceMappingURL=data:application/json;base64,${Buffer.from(typeof map === 'string' ? map : JSON.stringify(map)).toString('base64')}`;
  const onMap: typeof transformOnMap = (text, _, all) => transformOnMap(text, resourcePath, all);
  const result = transformFile(code + comment, id, warn, { format: 'auto', runtime: runtimeFor(resourcePath), sourcemap: sourceMap }, onMap);
  if (result === null) return this.callback(null, code, map as object);
  if ('error' in result) return this.callback(result.error);
  this.callback(null, result.code.slice(0, result.code.length - comment.length), result.map ? withPaths(result.map) : undefined);
}

/** The specifier of the runtime. For a file that cannot resolve this package, it is the path of the runtime that detects the engine by itself. */
function runtimeFor(path: string): string {
  try {
    createRequire(path).resolve(runtime);
    return runtime;
  } catch {
    const way = relative(dirname(path), defaultRuntime).replaceAll('\\', '/');
    return way.startsWith('.') ? way : `./${way}`;
  }
}

/** A source map whose sources are paths, as loaders expect. */
const withPaths = (map: SourceMap): object => ({ ...map, sources: map.sources.map(source => (source.startsWith('file:') ? fileURLToPath(source) : source)) });
