// Finds the places in a file's text where code may suspend or add a reaction. Syntax that contains no such place needs no visit.
import type { Node } from './node.js';

/** Matches in every file that adds a reaction, or resolves a promise with a value that may be a thenable. */
export const perhapsReacts =
  /\.(?:\s*(?:then|catch|finally)\b|[ \t]*\/[*/])|\[\s*(['"])(?:then|catch|finally)\1|\bPromise\s*(?:\??\.)?\s*(?:\[\s*['"])?(?:resolve|all|allSettled|any|race|try)\b/;

/**
 * Matches in every file in which code suspends: a word, a dynamic import, or the star of a generator, which may be a method. Comments may stand almost
 * anywhere, but a comment before the star of a method that never yields is not considered.
 */
const perhapsSuspends =
  /\bawait\b|\byield\b|\bimport\s*(?:\(|\/[*/])|\bfunction\s*(?:\*|\/[*/])|(?:[{,;}]|\b(?:static|async|public|protected|private|override))\s*\*\s*[\w$[#'"\\\u0080-\uffff]/;

/**
 * Whether code in a text may suspend, or add a reaction. An async function may return a thenable, to which the engine adds a reaction.
 *
 * @param reacts - Whether reactions are looked for.
 */
export const maySuspend = (text: string, reacts: boolean): boolean => perhapsSuspends.test(text) || (reacts && mayReact(text));
const mayReact = (text: string): boolean => perhapsReacts.test(text) || /\basync\b/.test(text);

/** Whether a text has code that needs the await hook. The hook does not help generators and dynamic imports. */
export const mayAwait = (text: string): boolean => /\bawait\b/.test(text) || mayReact(text);

/**
 * Matches the words of suspending and disposing syntax, and the star of a generator, which need not yield. A match may be in a comment or a string, and
 * the star may be a multiplication: then a node is visited in vain.
 */
const suspending = /await|yield|async|import|using|\*(?=\s*(?:[\w$#.\u0080-\uffff]*\s*(?:[(<\\]|\/[*/])|['"[]))/g;
const reacting = new RegExp(perhapsReacts, 'g');
const returning = /return/g;

/** The offsets at which matches end. The end of a match is always inside the syntax to which it belongs. */
function offsetsOf(words: RegExp, code: string): number[] {
  const offsets: number[] = [];
  words.lastIndex = 0;
  while (words.test(code)) offsets.push(words.lastIndex);
  return offsets;
}

/** Whether a node contains one of some offsets, which are in ascending order. */
function isAnyIn(offsets: readonly number[], { start, end }: Node): boolean {
  let low = 0;
  let high = offsets.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (offsets[middle]! <= start) low = middle + 1;
    else high = middle;
  }
  return low < offsets.length && offsets[low]! <= end;
}

export class Words {
  readonly #suspending: readonly number[];
  readonly #reacting: readonly number[];
  readonly #returning: readonly number[];

  /**
   * @param code - The file's text.
   * @param reacts - Whether reactions are looked for.
   */
  constructor(code: string, reacts: boolean) {
    this.#suspending = offsetsOf(suspending, code);
    this.#reacting = reacts ? offsetsOf(reacting, code) : [];
    this.#returning = offsetsOf(returning, code);
  }

  /** Whether a node may contain a suspension, a function that suspends, or a reaction. */
  mayMatter(node: Node): boolean {
    return isAnyIn(this.#suspending, node) || isAnyIn(this.#reacting, node);
  }

  /** Whether a node may contain a `return`. */
  mayReturn(node: Node): boolean {
    return isAnyIn(this.#returning, node);
  }
}
