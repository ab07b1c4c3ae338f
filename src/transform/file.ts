// A file that is being transformed.
import type MagicString from 'magic-string';
import type { Names } from './names.js';
import type { Node } from './node.js';
import type { Scope } from './scope.js';
import type { Words } from './words.js';

/** The warning for a construct that is left as it is, because it cannot be transformed exactly. */
export interface TransformWarning {
  readonly message: string;
  readonly filename: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 code units. */
  readonly column: number;
}

export interface File {
  readonly code: string;
  readonly text: MagicString;
  readonly names: Names;
  readonly words: Words;
  /** Whether code that adds a reaction to a promise is transformed. */
  readonly reacts: boolean;
  /** Whether any code in the file suspends, or adds a reaction. */
  suspends: boolean;
  warn(message: string, at: Node): void;
  /** Visits a node and its descendants. */
  visit(node: Node | null | undefined, scope: Scope): void;
  /** Visits the descendants of a node. */
  visitChildren(node: Node, scope: Scope): void;
}

/** The line and the column of an offset, from 1. */
export function positionOf(code: string, offset: number): { line: number; column: number } {
  const lines = code.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

/** Puts text before the syntax that starts at an offset, and before texts that were put there earlier for inner syntax. */
export const before = ({ text }: File, offset: number, added: string): unknown => text.prependRight(offset, added);

/** Puts text after the syntax that ends at an offset, and after texts that were put there earlier for inner syntax. */
export const after = ({ text }: File, offset: number, added: string): unknown => text.appendLeft(offset, added);

/** The offset of the next token after an offset. Skips spaces and comments, including HTML-like comments. */
export function nextAfter(code: string, offset: number): number {
  const between = /(?:\s|\/\*[^]*?\*\/|\/\/.*|<!--.*|-->.*)*/y;
  between.lastIndex = offset;
  between.exec(code);
  return between.lastIndex;
}

/** The offset of a punctuator, if it is the next token after an offset; else -1. */
export function find(code: string, offset: number, punctuator: string): number {
  const next = nextAfter(code, offset);
  return code.startsWith(punctuator, next) ? next : -1;
}

/** The characters that, at the beginning of a line, continue an expression of the line before. */
const goesOn = { 'unary expression': '([`', expression: '([`/+-<' } as const;

/**
 * Adds a semicolon after an expression that becomes a call, if it needs one now: the next line could not continue the original expression, but could
 * continue a call.
 *
 * @param kind - The kind of the original expression. After a unary expression an operator may follow.
 */
export function endStatement({ code, text }: File, end: number, kind: keyof typeof goesOn): void {
  const next = nextAfter(code, end);
  if (next < code.length && goesOn[kind].includes(code[next]!)) text.appendLeft(next, ';');
}
