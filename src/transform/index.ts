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
  /** The file's name: for errors and the source map, and its extension for the language (`.ts`, `.tsx`, else JavaScript with JSX). */
  filename?: string;
  /** The language, where the extension does not say it. */
  lang?: Language;
  /** Whether a source map is made. Default: true. */
  sourcemap?: boolean;
  /**
   * The kind of code. Default: the one that the extension says (`.mjs`, `.cjs` and their like), else what the code does: CommonJS if it has no
   * module syntax but `require`, `module` or `exports`, or is sloppy in a way that no module may be; else a module. With `'auto'`, as webpack's
   * `javascript/auto` has it: a module if it imports, exports or awaits at its top; else CommonJS.
   */
  format?: Format | 'auto';
  /** The module that transformed code imports. Default: `asynccontext/runtime`. */
  runtime?: string;
  /**
   * Whether calls of `then` and its like are transformed as well. Only a page without the await hook is in need of it; for code that runs nowhere
   * else than in Node it is time and text saved to leave them. Default: true.
   */
  reactions?: boolean;
  /** Called for each construct that is left as it is. */
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

/** The text of a file with a space for each comment. */
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
 * Transforms a file so that async functions, generators and promise reactions keep their contexts, and modules are evaluated in the empty one.
 *
 * @param code - The file's text: JavaScript, TypeScript, with JSX or without.
 * @param options - See `TransformOptions`.
 * @returns The new text and its map; `null` if nothing in the file suspends, or adds a reaction.
 * @throws SyntaxError if it cannot be parsed, with file, line, column and the code around; Error if the packages `oxc-parser` and
 *   `magic-string` are not installed, or too old; TypeError if the code is no string, an option is not what it should be, or there is no such option.
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
 * @param prefix - What the names that it adds begin with.
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
