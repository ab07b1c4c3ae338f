// Selects the files that Node loads, and transforms them.
import { here } from '#here';
import { fileURLToPath } from 'node:url';
import type { Format } from '../transform/index.js';
import { transformOnMap } from '../transform/input-map.js';
import { isOwn } from '../transform/own-files.js';
import { warn } from '../transform/console-warning.js';

/** The file of the runtime that transformed code imports, since a bare name may not resolve there. */
const runtimes = {
  module: new URL('../../esm/node/runtime.js', here).href,
  commonjs: fileURLToPath(new URL('../../cjs/node/runtime.js', here)),
};

/** A regular expression from the environment. Paths are matched with `/` between folders. */
function pattern(name: string): RegExp | undefined {
  const source = process.env[name];
  if (!source) return undefined;
  try {
    return new RegExp(source);
  } catch (cause) {
    throw new TypeError(`asynccontext/register: expected ${name} to be a regular expression, got ${JSON.stringify(source)}`, { cause });
  }
}
const included = pattern('ASYNCCONTEXT_INCLUDE');
const excluded = pattern('ASYNCCONTEXT_EXCLUDE');

function isIncluded(path: string): boolean {
  if (isOwn(path)) return false;
  const name = path.replaceAll('\\', '/');
  return (included?.test(name) ?? true) && !excluded?.test(name);
}

/** The specifiers of the runtime, as transformed code contains them. */
const marks = Object.values(runtimes).map(runtime => JSON.stringify(runtime));

/**
 * Transforms a file, with its source map at its end.
 *
 * @param code - The text of the file. Transformed text is returned as it is, because a required file may come twice.
 * @param path - The path of the file.
 * @param format - The format that Node uses; `undefined` if Node finds out by trying.
 * @returns The transformed text, or the text as it is.
 * @throws SyntaxError with file, line and column, if the text cannot be parsed.
 */
export function transformed(code: string, path: string, format: Exclude<Format, 'script'> | undefined): string {
  if (!isIncluded(path) || marks.some(mark => code.includes(mark))) return code;
  if (format !== undefined) return asFormat(code, path, format);
  try {
    return asFormat(code, path, 'commonjs');
  } catch (failure) {
    try {
      return asFormat(code, path, 'module');
    } catch {
      throw failure;
    }
  }
}

function asFormat(code: string, path: string, format: keyof typeof runtimes): string {
  const result = transformOnMap(code, path, { filename: path, format, runtime: runtimes[format], reactions: false, onWarn: warn });
  return result === null ? code : `${result.code}\n//# sourceMappingURL=${result.map!.toUrl()}`;
}

/** Node's names for the formats of files that are code. */
const formats: Readonly<Record<string, keyof typeof runtimes | undefined>> = {
  module: 'module',
  'module-typescript': 'module',
  commonjs: 'commonjs',
  'commonjs-typescript': 'commonjs',
};

/** The result of a `load` hook of Node. */
export interface Loaded {
  readonly format?: string | null | undefined;
  readonly source?: string | ArrayBuffer | NodeJS.TypedArray | null | undefined;
}

/** Transforms the source that a `load` hook of Node has loaded. */
export function transformedResult<T extends Loaded>(url: string, result: T): T {
  const { format, source } = result;
  if (source === null || source === undefined || !url.startsWith('file:')) return result;
  const known = formats[format ?? ''];
  if (format && known === undefined) return result;
  const code = typeof source === 'string' ? source : new TextDecoder().decode(source);
  return { ...result, source: transformed(code, fileURLToPath(url), known) };
}
