// A file that is being transformed.
import type MagicString from 'magic-string';
import type { Names } from './names.js';
import type { Node } from './node.js';
import type { Scope } from './scope.js';
import type { Words } from './words.js';

/** Something that is left as it is, because it cannot be done exactly. */
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
  /** Whether what adds a reaction to a promise is to be transformed. */
  readonly reacts: boolean;
  /** Whether anything in it suspends, or adds a reaction. */
  suspends: boolean;
  warn(message: string, at: Node): void;
  /** Visits a node and all that it holds. */
  visit(node: Node | null | undefined, scope: Scope): void;
  /** Visits what a node holds. */
  visitChildren(node: Node, scope: Scope): void;
}

/** The line and the column of an offset, from 1. */
export function positionOf(code: string, offset: number): { line: number; column: number } {
  const lines = code.slice(0, offset).split(/\r\n|[\n\r\u2028\u2029]/);
  return { line: lines.length, column: lines.at(-1)!.length + 1 };
}

/** Puts text before what starts at an offset, and before what was put there for something within. */
export const before = ({ text }: File, offset: number, added: string): unknown => text.prependRight(offset, added);

/** Puts text after what ends at an offset, and after what was put there for something within. */
export const after = ({ text }: File, offset: number, added: string): unknown => text.appendLeft(offset, added);

/** The offset of what comes after an offset, with nothing but space and comments between: in scripts, those of HTML are some. */
export function nextAfter(code: string, offset: number): number {
  const between = /(?:\s|\/\*[^]*?\*\/|\/\/.*|<!--.*|-->.*)*/y;
  between.lastIndex = offset;
  between.exec(code);
  return between.lastIndex;
}

/** The offset of a punctuator that comes after an offset, with nothing but space and comments between. -1 if something else comes. */
export function find(code: string, offset: number, punctuator: string): number {
  const next = nextAfter(code, offset);
  return code.startsWith(punctuator, next) ? next : -1;
}

/** The characters that go on with a call in the line before, if a line begins with one. */
const goesOn = { 'unary expression': '([`', expression: '([`/+-<' } as const;

/**
 * Has an expression that becomes a call end where it did: what could not go on with it, so that it needed no semicolon, could go on with a call.
 *
 * @param kind - What the expression was. After a unary one, an operator may stand.
 */
export function endStatement({ code, text }: File, end: number, kind: keyof typeof goesOn): void {
  const next = nextAfter(code, end);
  if (next < code.length && goesOn[kind].includes(code[next]!)) text.appendLeft(next, ';');
}
