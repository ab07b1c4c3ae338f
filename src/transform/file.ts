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
  /** Whether something in it may add a reaction to a promise, and that is to be transformed. */
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

/** The offset of a punctuator that comes after an offset, with nothing but space and comments between. -1 if something else comes. */
export function find(code: string, offset: number, punctuator: string): number {
  const between = /(?:\s|\/\*[^]*?\*\/|\/\/.*)*/y;
  between.lastIndex = offset;
  between.exec(code);
  return code.startsWith(punctuator, between.lastIndex) ? between.lastIndex : -1;
}
