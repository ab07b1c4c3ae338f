// Warns of what is left as it is, where no bundler does.
import type { TransformWarning } from './file.js';

/** Warns, as Node does. */
export function warn({ message, filename, line, column }: TransformWarning): void {
  process.emitWarning(`${filename}:${line}:${column}: contexts are not kept here: ${message}`, 'AsyncContextWarning');
}
