// Transforms one file for a bundler.
import { transform, type TransformResult, type TransformWarning } from '../index.js';
import { isOwn } from './own-files.js';
import { createFilter, type PluginOptions } from './options.js';

/** A place in a file. Lines from 1; columns from 0, as bundlers count them. */
export interface Found {
  readonly text: string;
  readonly line: number;
  readonly column: number;
}

/** What the transform throws where it cannot parse a file. */
interface ParseError extends SyntaxError {
  readonly line: number;
  readonly column: number;
}

/** Whether a file has to be transformed. */
export function createInclude(options: PluginOptions): (id: string) => boolean {
  const filter = createFilter(options);
  return id => filter(id) && !isOwn(id);
}

/** What a bundler is told of a warning. */
export const foundOf = ({ message, line, column }: TransformWarning): Found => ({
  text: `contexts are not kept exactly here: ${message}`,
  line,
  column: column - 1,
});

/**
 * Transforms a file.
 *
 * @returns The result, `null` if there is nothing to do, or where the file cannot be parsed.
 * @throws Whatever else goes wrong.
 */
export function transformFile(code: string, id: string): TransformResult | Found | null {
  try {
    return transform(code, { filename: id });
  } catch (error) {
    if (!isParseError(error)) throw error;
    const { line, column, message } = error;
    // Bundlers say where by themselves, and show the code.
    const text = message.slice(`${id}:${line}:${column}: `.length).split('\n')[0]!;
    return { text, line, column: column - 1 };
  }
}

const isParseError = (error: unknown): error is ParseError => error instanceof SyntaxError && 'line' in error && 'column' in error;
