// Transforms one file for a bundler.
import { transform, type TransformOptions, type TransformResult, type TransformWarning } from '../index.js';
import type { transformOnMap } from '../input-map.js';
import { isOwn } from '../own-files.js';
import { createFilter, isScript, type PluginOptions } from './options.js';

/** A message about a place in a file. Lines from 1; columns from 0, as bundlers count them. */
export interface Found {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** Why a file cannot be parsed. */
export interface Failure extends Found {
  /** The same, with the place and the code around it in its message. */
  readonly error: SyntaxError;
}

/** The error of the transform where it cannot parse a file. */
export interface ParseError extends SyntaxError {
  readonly filename: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Whether a file has to be transformed.
 *
 * @param create - `createModuleFilter` for a bundler that shows modules when they have become JavaScript.
 */
export function createInclude(options: PluginOptions, create = createFilter): (id: string) => boolean {
  const filter = create(options);
  return id => filter(id) && !isOwn(id);
}

/**
 * Transforms a file.
 *
 * @param warn - Called for each construct that is left as it is.
 * @param options - What the transform is told beside.
 * @param how - `transformOnMap` for a bundler that does not put the map on top of the file's own by itself.
 * @returns The result, `null` if there is nothing to do, or where the file cannot be parsed.
 * @throws Whatever else goes wrong.
 */
export function transformFile(
  code: string,
  id: string,
  warn: (found: Found) => void,
  options: TransformOptions = {},
  how: typeof transformOnMap = (text, path, all) => transform(text, { ...all, filename: path }),
): TransformResult | Failure | null {
  // Only once it is known what the file is.
  const warnings: TransformWarning[] = [];
  const onWarn = (warning: TransformWarning) => warnings.push(warning);
  try {
    const result = attempts(id, format => how(code, id, { ...options, ...format, filename: id, onWarn }));
    for (const { message, line, column } of warnings) warn({ text: `contexts are not kept here: ${message}`, line, column: column - 1 });
    return result;
  } catch (error) {
    if (!isParseError(error)) throw error;
    // Something else than code, such as a style.
    if (!isScript(id.replaceAll('\\', '/'))) return null;
    const { line, column } = error;
    return { text: reasonOf(error), line, column: column - 1, error };
  }
}

/** A file with a name of CommonJS may have been made an ES module on its way. */
function attempts<T>(id: string, attempt: (options: TransformOptions) => T): T {
  try {
    return attempt({});
  } catch (error) {
    if (!isParseError(error) || !/\.c[jt]s(?:$|\?)/.test(id)) throw error;
    try {
      return attempt({ format: 'module' });
    } catch {
      throw error;
    }
  }
}

/** Why a file cannot be parsed. Tools say where by themselves, and show the code. */
export const reasonOf = ({ filename, line, column, message }: ParseError): string => message.slice(`${filename}:${line}:${column}: `.length).split('\n')[0]!;

/** Whether an error is the transform's, for a file that it cannot parse. */
export const isParseError = (error: unknown): error is ParseError => error instanceof SyntaxError && 'line' in error && 'column' in error;
