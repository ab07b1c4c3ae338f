// The transform: makes await, generators and dynamic import exact in every engine, at build time.
import { tools } from '#tools';
import type MagicString from 'magic-string';
import { positionOf, type File, type TransformWarning } from './file.js';
import { Names } from './names.js';
import { formats, languages, parse, type Format, type Language, type Parsed } from './parse.js';
import type { Node } from './node.js';
import { boolean, checkOptions, string, unexpected, type Options } from './options.js';
import { importRuntime } from './prelude.js';
import { Scope } from './scope.js';
import { mapOf, type SourceMap } from './source-map.js';
import { createVisitor } from './visit.js';
import { maySuspend, Words } from './words.js';

export type { Format, Language, SourceMap, TransformWarning };

/** The options of `transform`. */
export interface TransformOptions {
  /**
   * The file's name, for errors and the source map. Its extension gives the language: `.ts`, `.mts`, `.cts`, `.tsx`, else JavaScript with JSX.
   * Default: `unknown.js`.
   */
  filename?: string;
  /** The language, if the extension does not give it. */
  lang?: Language;
  /** Whether to make a source map. Default: true. */
  sourcemap?: boolean;
  /**
   * The kind of code. Default: by the extension (`.mjs`, `.mts`, `.cjs`, `.cts`), else by the code. Code is CommonJS if it has no module syntax and
   * either uses `require`, `module` or `exports`, or is sloppy in a way that a module may not be; else it is a module. `'auto'` is webpack's
   * `javascript/auto`: a module if the code has an import, an export or a top-level await; else CommonJS.
   */
  format?: Format | 'auto';
  /** The module that transformed code imports. Default: `asynccontext/runtime`. */
  runtime?: string;
  /**
   * Whether calls of `then`, `catch`, `finally` and of static methods of Promise are transformed too. Only a page without the await hook needs this;
   * for code that runs only in Node, `false` saves time and text. Default: true.
   */
  reactions?: boolean;
  /** Called with a warning for each construct that is left as it is. */
  onWarn?: (warning: TransformWarning) => void;
}

/** The result of `transform`. */
export interface TransformResult {
  readonly code: string;
  /** `null` without `sourcemap`. */
  readonly map: SourceMap | null;
  /** The constructs that were left as they are. */
  readonly warnings: readonly TransformWarning[];
}

const oneOf = (values: readonly string[]): Options[string] => [
  values
    .map(value => `"${value}"`)
    .join(', ')
    .replace(/, (?=[^,]*$)/, ' or '),
  value => (values as readonly unknown[]).includes(value),
];
const known: Options = {
  filename: string,
  lang: oneOf(languages),
  sourcemap: boolean,
  format: oneOf([...formats, 'auto']),
  runtime: string,
  reactions: boolean,
  onWarn: ['a function', value => typeof value === 'function'],
};

/** The text of a file, with each comment replaced by a space. */
function withoutComments(code: string, { comments }: Parsed): string {
  let start = 0;
  const parts = comments.map(comment => {
    const part = code.slice(start, comment.start);
    start = comment.end;
    return part;
  });
  return [...parts, code.slice(start)].join(' ');
}

/**
 * Transforms a file so that async functions, generators and promise reactions keep their contexts, and modules are evaluated in the empty context.
 *
 * @param code - The file's text: JavaScript or TypeScript, with JSX or without.
 * @param options - See `TransformOptions`.
 * @returns The new text, its map and the warnings; `null` if nothing in the file suspends or adds a reaction.
 * @throws SyntaxError with file, line, column and the code around the error, if the code cannot be parsed; Error if one of the packages `oxc-parser`
 *   and `magic-string` is missing or too old; TypeError if the code is not a string, or an option is unknown or of the wrong type.
 */
export function transform(code: string, options: TransformOptions = {}): TransformResult | null {
  const edited = edit(code, options);
  if (edited === null) return null;
  const { text, warnings, filename } = edited;
  const map = (options.sourcemap ?? true) ? mapOf(text, filename) : null;
  return { code: text.toString(), map, warnings };
}

/** A file with its edits. */
interface Edited {
  readonly text: MagicString;
  readonly warnings: readonly TransformWarning[];
  readonly filename: string;
}

/**
 * Does the work of `transform`, up to the source map.
 *
 * @param prefix - The beginning of the added names.
 * @returns The file with its edits; `null` if there is nothing to change.
 */
export function edit(code: string, options: TransformOptions, prefix?: string): Edited | null {
  if (typeof code !== 'string') throw unexpected('asynccontext/transform', 'code as a string', code);
  checkOptions('asynccontext/transform', options, known);
  const { filename = 'unknown.js', lang, format, runtime = 'asynccontext/runtime', reactions = true, onWarn } = options;
  if (!maySuspend(code, reactions)) return null;
  if (/\.d\.[cm]?ts$/.test(filename)) return null;
  const { MagicString } = tools();
  const parsed = parse(code, filename, lang, format);
  if (!maySuspend(withoutComments(code, parsed), reactions)) return null;
  const text = new MagicString(code, { filename });
  const warnings: TransformWarning[] = [];
  const file: File = {
    code,
    text,
    names: new Names(code, prefix),
    words: new Words(code, reactions),
    ...createVisitor(() => file),
    reacts: reactions,
    suspends: false,
    warn(message, { start }) {
      const warning = { message: `left as it is: ${message}`, filename, ...positionOf(code, start) };
      warnings.push(warning);
      onWarn?.(warning);
    },
  };
  const statements: readonly Node[] = parsed.program.body;
  const directives = statements.filter(statement => typeof statement.directive === 'string');
  const isModule = parsed.format === 'module';
  const scope = new Scope(isModule ? 'module' : 'other', isModule || directives.some(({ directive }) => directive === 'use strict'));
  for (const statement of statements) file.visit(statement, scope);
  if (!file.suspends) return null;
  scope.apply();
  importRuntime(file, parsed, runtime, directives.at(-1));
  if (text.toString() === code) return null;
  return { text, warnings, filename };
}
