// Which files are transformed on their way into Node, and how.
import { here } from '#here';
import { fileURLToPath } from 'node:url';
import type { Format } from '../transform/index.js';
import { transformOnMap } from '../transform/input-map.js';
import { isOwn } from '../transform/own-files.js';
import { warn } from '../transform/warn.js';

/** The file that transformed code imports, where a bare name may lead nowhere. */
const runtimes = {
  module: new URL('../../esm/node/runtime.js', here).href,
  commonjs: fileURLToPath(new URL('../../cjs/node/runtime.js', here)),
};

/** A regular expression from the environment, tried on paths with `/` between folders. */
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

/** The name that transformed code has in it, as it is written there. */
const marks = Object.values(runtimes).map(runtime => JSON.stringify(runtime));

/**
 * Transforms a file, with its source map at its end.
 *
 * @param code - Its text. What was transformed already stays as it is: a file that is required may come twice.
 * @param path - Its path.
 * @param format - What Node takes it for; nothing where Node finds out by trying.
 * @returns The new text, or the text as it is.
 * @throws SyntaxError if it cannot be parsed, with file, line and column.
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

/** The answer of a `load` hook of Node's. */
export interface Loaded {
  readonly format?: string | null | undefined;
  readonly source?: string | ArrayBuffer | NodeJS.TypedArray | null | undefined;
}

/** Transforms what a `load` hook of Node's has loaded. */
export function transformedResult<T extends Loaded>(url: string, result: T): T {
  const { format, source } = result;
  if (source === null || source === undefined || !url.startsWith('file:')) return result;
  const known = formats[format ?? ''];
  if (format && known === undefined) return result;
  const code = typeof source === 'string' ? source : new TextDecoder().decode(source);
  return { ...result, source: transformed(code, fileURLToPath(url), known) };
}
