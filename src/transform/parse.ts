// Parses a file, and says where it is wrong.
import { tools } from '#tools';
import { eachChild } from './children.js';
import { positionOf } from './file.js';
import type { Node } from './node.js';

/** The kind of code in a file, which decides how it gets at the runtime and whether it is strict. */
export const formats = ['module', 'commonjs', 'script'] as const;
export type Format = (typeof formats)[number];

/** A file's program. */
export interface Parsed {
  readonly program: Node;
  readonly comments: readonly { readonly start: number; readonly end: number }[];
  readonly format: Format;
}

const byExtension: Readonly<Record<string, Format | undefined>> = { mjs: 'module', mts: 'module', cjs: 'commonjs', cts: 'commonjs' };
export const languages = ['js', 'jsx', 'ts', 'tsx'] as const;
export type Language = (typeof languages)[number];
const languageOf: Readonly<Record<string, Language | undefined>> = { ts: 'ts', mts: 'ts', cts: 'ts', tsx: 'tsx' };
const perhapsCommonJS = /\b(?:require|module|exports|__dirname|__filename)\b/;

interface Found extends Parsed {
  readonly hasImportMeta: boolean;
  /** Why it may not be code of this kind. */
  readonly error: SyntaxError | undefined;
}

/**
 * The errors of scope and of strictness that the edits would hide: a body is put into a block, and a directive goes. Any other one is in the edited code as
 * well, for the next tool, or the engine, to find: here the parser has some for code that is valid.
 */
const hidden = /already been declared|'use strict' directive|may not have an initializer/i;

/**
 * Parses a file.
 *
 * @param code - Its text.
 * @param filename - Its name, whose extension says the language.
 * @param language - That, where it is known.
 * @param format - What it is; where that is not said, found out.
 * @throws SyntaxError with the file, the line, the column and the code around it.
 */
export function parse(code: string, filename: string, language: Language | undefined, format: Format | 'auto' | undefined): Parsed {
  const extension = /\.(\w+)(?:[?#].*)?$/.exec(filename)?.[1] ?? '';
  const lang = language ?? languageOf[extension] ?? 'jsx';
  const { parseSync } = tools();
  const read = (sourceType: 'unambiguous' | Format, mayHaveImportMeta = false): Found => {
    const result = parseSync(filename, code, { lang, sourceType, showSemanticErrors: true });
    const isAllowed = (start: number | undefined): boolean => mayHaveImportMeta && result.module.importMetas.some(meta => meta.start === start);
    const errors = result.errors.filter(({ severity, labels }) => (severity as string) === 'Error' && !isAllowed(labels[0]?.start));
    const error = errors.find(({ message }) => hidden.test(message)) ?? errors[0];
    const found = sourceType === 'unambiguous' ? (result.module.hasModuleSyntax ? 'module' : 'commonjs') : sourceType;
    return {
      // Read when it is asked for, and but once: that takes longer than to parse.
      get program() {
        return result.program as Node;
      },
      get comments() {
        return result.comments;
      },
      format: found,
      get hasImportMeta() {
        return result.module.importMetas.length > 0;
      },
      error: error && syntaxError(code, filename, error.message, error.labels[0]?.start ?? 0, error.codeframe),
    };
  };
  /** Whether code is only wrong in a way that stays after the edits. */
  const isForOthers = ({ format: sourceType, error }: Found): boolean =>
    !hidden.test(error!.message) && parseSync(filename, code, { lang, sourceType }).errors.every(({ severity }) => (severity as string) !== 'Error');
  const known = format ?? byExtension[extension];
  const found = known === undefined || known === 'auto' ? findOut(code, read, known === 'auto') : read(known);
  if (found.error && !isForOthers(found)) throw found.error;
  return found;
}

/** @param isAuto - Whether what says nothing of itself is CommonJS. */
function findOut(code: string, read: (sourceType: 'unambiguous' | Format, mayHaveImportMeta?: boolean) => Found, isAuto: boolean): Found {
  const saysCommonJS = ({ program }: Parsed): boolean => perhapsCommonJS.test(code) || (/\bthis\b/.test(code) && hasOwnThis(program));
  const first = read('unambiguous');
  const isWrong = first.error !== undefined;
  if (isWrong || first.hasImportMeta) {
    // A `return` at the top is CommonJS's, and bundlers have loaders that put `import.meta` there.
    const second = read('commonjs', true);
    if (!second.error && (isWrong || isAuto || saysCommonJS(second))) return second;
  } else if (first.format !== 'module' && !isAuto && !saysCommonJS(first)) {
    // Code that says nothing of itself is a module, if it may be one.
    const second = read('module');
    if (!second.error) return second;
  }
  return first;
}

/** Whether there is a `this` outside of any function that has its own: a module has none, and a wrapper for many formats hands it on. */
function hasOwnThis(node: Node): boolean {
  switch (node.type) {
    case 'ThisExpression':
      return true;
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'PropertyDefinition':
    case 'StaticBlock':
      return false;
  }
  let found = false;
  eachChild(node, child => (found ||= hasOwnThis(child)), undefined);
  return found;
}

/** A SyntaxError that says where. Columns count from 1. */
function syntaxError(code: string, filename: string, message: string, offset: number, frame: string | null): SyntaxError {
  const { line, column } = positionOf(code, offset);
  const error = new SyntaxError(`${filename}:${line}:${column}: ${message} (oxc-parser)${frame ? `\n${frame}` : ''}`);
  return Object.assign(error, { filename, line, column });
}
