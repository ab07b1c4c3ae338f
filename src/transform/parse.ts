// Parses a file, and says where it is wrong.
import { tools } from '#tools';
import type { Node } from './node.js';

/** What kind of code a file holds, which decides how it gets at the runtime and whether it is strict. */
export type Format = 'module' | 'commonjs' | 'script';

/** A file's program. */
export interface Parsed {
  readonly program: Node;
  readonly format: Format;
}

const byExtension: Readonly<Record<string, Format | undefined>> = { mjs: 'module', mts: 'module', cjs: 'commonjs', cts: 'commonjs' };
const languages = { ts: 'ts', mts: 'ts', cts: 'ts', tsx: 'tsx' } as const;

/**
 * Parses a file.
 *
 * @param code - Its text.
 * @param filename - Its name, whose extension says the language.
 * @param format - What it is; where that is not said, found out.
 * @throws SyntaxError with the file, the line, the column and the code around it.
 */
export function parse(code: string, filename: string, format: Format | undefined): Parsed {
  const { parseSync } = tools();
  const extension = /\.(\w+)(?:[?#].*)?$/.exec(filename)?.[1] ?? '';
  const lang = languages[extension as keyof typeof languages] ?? 'jsx';
  const known = format ?? byExtension[extension];
  // What is a script by its syntax may be CommonJS, with a `return` of its own.
  const attempts = known ? [known] : (['unambiguous', 'commonjs'] as const);
  let failure: SyntaxError | undefined;
  for (const sourceType of attempts) {
    const result = parseSync(filename, code, { lang, sourceType });
    const error = result.errors.find(({ severity }) => (severity as string) === 'Error');
    if (error === undefined) {
      const isModule = sourceType === 'module' || (sourceType === 'unambiguous' && result.module.hasModuleSyntax);
      return { program: result.program as unknown as Node, format: isModule ? 'module' : (known ?? 'commonjs') };
    }
    failure ??= syntaxError(code, filename, error.message, error.labels[0]?.start ?? 0, error.codeframe);
  }
  throw failure;
}

/** A SyntaxError that says where. Columns count from 1. */
function syntaxError(code: string, filename: string, message: string, offset: number, frame: string | null): SyntaxError {
  const before = code.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  const [line, column] = [before.length, before.at(-1)!.length + 1];
  const error = new SyntaxError(`${filename}:${line}:${column}: ${message}${frame ? `\n${frame}` : ''}`);
  return Object.assign(error, { filename, line, column });
}
