// Transforms one file for a bundler.
import { transform, type TransformOptions, type TransformResult, type TransformWarning } from '../index.js';
import type { transformOnMap } from '../input-map.js';
import { isOwn } from '../own-files.js';
import { createFilter, isScript, type PluginOptions } from './plugin-options.js';

/** A message about a place in a file. Lines from 1; columns from 0, as bundlers count them. */
export interface Found {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** The reason why a file cannot be parsed. */
export interface Failure extends Found {
  /** The error, whose message contains the place and the code around it. */
  readonly error: SyntaxError;
}

/** The error that the transform throws if it cannot parse a file. */
export interface ParseError extends SyntaxError {
  readonly filename: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Makes a function that tells whether to transform a file.
 *
 * @param create - `createModuleFilter` for a bundler that passes modules when they have become JavaScript.
 */
export function createInclude(options: PluginOptions, create = createFilter): (id: string) => boolean {
  const filter = create(options);
  return id => filter(id) && !isOwn(id);
}

/**
 * Transforms a file.
 *
 * @param warn - Called for each construct that is left as it is.
 * @param options - Further options of the transform.
 * @param how - `transformOnMap` for a bundler that does not combine the map with the file's own.
 * @returns The result; `null` if there is nothing to transform; a `Failure` if the file cannot be parsed.
 * @throws Any error but those of parsing.
 */
export function transformFile(
  code: string,
  id: string,
  warn: (found: Found) => void,
  options: TransformOptions = {},
  how: typeof transformOnMap = (text, path, all) => transform(text, { ...all, filename: path }),
): TransformResult | Failure | null {
  // Warnings are reported only once the format of the file is known.
  const warnings: TransformWarning[] = [];
  const onWarn = (warning: TransformWarning) => warnings.push(warning);
  try {
    const result = attempts(id, format => how(code, id, { ...options, ...format, filename: id, onWarn }));
    for (const { message, line, column } of warnings) warn({ text: `contexts are not kept here: ${message}`, line, column: column - 1 });
    return result;
  } catch (error) {
    if (!isParseError(error)) throw error;
    // The file is not code, but a style, for example.
    if (!isScript(id.replaceAll('\\', '/'))) return null;
    const { line, column } = error;
    return { text: reasonOf(error), line, column: column - 1, error };
  }
}

/** Tries CommonJS files as ES modules too, because another plugin may have converted them. */
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

/** The reason why a file cannot be parsed, without the place and the code, which tools show by themselves. */
export const reasonOf = ({ filename, line, column, message }: ParseError): string => message.slice(`${filename}:${line}:${column}: `.length).split('\n')[0]!;

/** Whether an error is the transform's error for a file that it cannot parse. */
export const isParseError = (error: unknown): error is ParseError => error instanceof SyntaxError && 'line' in error && 'column' in error;
