// Where in a file something may suspend, or add a reaction, by its text alone: syntax around no such place needs no visit.
import type { Node } from './node.js';

/** A word that every file has in it that adds a reaction, or resolves a promise with a value that may be a thenable. */
export const perhapsReacts =
  /\.(?:\s*(?:then|catch|finally)\b|[ \t]*\/[*/])|\[\s*(['"])(?:then|catch|finally)\1|\bPromise\s*(?:\??\.)?\s*(?:\[\s*['"])?(?:resolve|all|allSettled|any|race|try)\b/;

/**
 * A token that every file has in it in which something suspends: a word, a dynamic import, or the star of a generator, which may be a method's. A comment
 * may stand almost anywhere; one before the star of a method that never yields is not looked for.
 */
const perhapsSuspends =
  /\bawait\b|\byield\b|\bimport\s*(?:\(|\/[*/])|\bfunction\s*(?:\*|\/[*/])|(?:[{,;}]|\b(?:static|async|public|protected|private|override))\s*\*\s*[\w$[#'"\\\u0080-\uffff]/;

/**
 * Whether something in a text may suspend, or add a reaction. What an async function returns may be a thenable, of which the engine adds one.
 *
 * @param reacts - Whether reactions are looked for.
 */
export const maySuspend = (text: string, reacts: boolean): boolean => perhapsSuspends.test(text) || (reacts && mayReact(text));
const mayReact = (text: string): boolean => perhapsReacts.test(text) || /\basync\b/.test(text);

/** Whether something in a text is served by the await hook, which knows nothing of generators and dynamic imports. */
export const mayAwait = (text: string): boolean => /\bawait\b/.test(text) || mayReact(text);

/**
 * The words of what suspends or is disposed of, and the star of a generator, which need not yield. They may stand in a comment or a string, and
 * the star may be one that multiplies: what is found too much costs a visit.
 */
const suspending = /await|yield|async|import|using|\*(?=\s*(?:[\w$#.\u0080-\uffff]*\s*(?:[(<\\]|\/[*/])|['"[]))/g;
const reacting = new RegExp(perhapsReacts, 'g');
const returning = /return/g;

/** The offsets at which matches end, so that each is within the syntax that it belongs to. */
function offsetsOf(words: RegExp, code: string): number[] {
  const offsets: number[] = [];
  words.lastIndex = 0;
  while (words.test(code)) offsets.push(words.lastIndex);
  return offsets;
}

/** Whether one of some offsets, in ascending order, is in a node. */
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

  /** Whether something in a node may suspend, be a function that does, or add a reaction. */
  mayMatter(node: Node): boolean {
    return isAnyIn(this.#suspending, node) || isAnyIn(this.#reacting, node);
  }

  /** Whether something in a node may return. */
  mayReturn(node: Node): boolean {
    return isAnyIn(this.#returning, node);
  }
}
