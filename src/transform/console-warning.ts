// Warns of constructs that are left as they are, where there is no bundler to show the warning.
import type { TransformWarning } from './file.js';

/** Emits a process warning of Node. */
export function warn({ message, filename, line, column }: TransformWarning): void {
  process.emitWarning(`${filename}:${line}:${column}: contexts are not kept here: ${message}`, 'AsyncContextWarning');
}
