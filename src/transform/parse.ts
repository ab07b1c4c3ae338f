// Parses a file, and makes errors with a place.
import { tools } from '#tools';
import { eachChild } from './children.js';
import { positionOf } from './file.js';
import type { Node } from './node.js';

/** The kind of code in a file. It determines how the file imports the runtime, and whether its code is strict. */
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
  /** The first error of the code, parsed as this kind. */
  readonly error: SyntaxError | undefined;
}

/**
 * The errors of scopes and of strict mode that the edits would hide, because they put a body into a block, and remove a directive. Other such errors stay
 * in the edited code for the next tool, or the engine. They are not reported here, because the parser reports some of them for valid code.
 */
const hidden = /already been declared|'use strict' directive|may not have an initializer/i;

/**
 * Parses a file.
 *
 * @param code - The text of the file.
 * @param filename - The name of the file, whose extension gives the language.
 * @param language - The language, if it is known.
 * @param format - The kind of code. If absent, it is found out.
 * @throws SyntaxError with file, line, column and the code around the error.
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
      // Read only when it is needed, and only once, because reading takes longer than parsing.
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
  /** Whether the code has only errors that remain after the edits. */
  const isForOthers = ({ format: sourceType, error }: Found): boolean =>
    !hidden.test(error!.message) && parseSync(filename, code, { lang, sourceType }).errors.every(({ severity }) => (severity as string) !== 'Error');
  const known = format ?? byExtension[extension];
  const found = known === undefined || known === 'auto' ? findOut(code, read, known === 'auto') : read(known);
  if (found.error && !isForOthers(found)) throw found.error;
  return found;
}

/** Finds out the kind of code. @param isAuto - Whether code without a sign of either kind is CommonJS. */
function findOut(code: string, read: (sourceType: 'unambiguous' | Format, mayHaveImportMeta?: boolean) => Found, isAuto: boolean): Found {
  const saysCommonJS = ({ program }: Parsed): boolean => perhapsCommonJS.test(code) || (/\bthis\b/.test(code) && hasOwnThis(program));
  const first = read('unambiguous');
  const isWrong = first.error !== undefined;
  if (isWrong || first.hasImportMeta) {
    // CommonJS may have a `return` at the top level, and loaders of bundlers add `import.meta` to it.
    const second = read('commonjs', true);
    if (!second.error && (isWrong || isAuto || saysCommonJS(second))) return second;
  } else if (first.format !== 'module' && !isAuto && !saysCommonJS(first)) {
    // Code without a sign of either kind is a module, if it is valid as one.
    const second = read('module');
    if (!second.error) return second;
  }
  return first;
}

/** Whether there is a `this` outside of functions that have their own. A module has none; wrappers for several module formats pass that of a script on. */
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

/** Makes a SyntaxError with the place. Columns count from 1. */
function syntaxError(code: string, filename: string, message: string, offset: number, frame: string | null): SyntaxError {
  const { line, column } = positionOf(code, offset);
  const error = new SyntaxError(`${filename}:${line}:${column}: ${message} (oxc-parser)${frame ? `\n${frame}` : ''}`);
  return Object.assign(error, { filename, line, column });
}
