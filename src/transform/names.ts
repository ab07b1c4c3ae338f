// Names that a file does not use.

/** The functions of the runtime that a transformed file may import. */
export const imported = [
  'call',
  'create',
  'enter',
  'leave',
  'reset',
  'suspend',
  'pass',
  'thenable',
  'delegateTo',
  'delegateToAsync',
  'attach',
  'detach',
  'toArray',
  'disposeIn',
  'enterFirst',
  'leaveFirst',
  'of',
  'inherited',
  'hold',
  'holdMethod',
  'held',
  'ofChain',
] as const;
export type Imported = (typeof imported)[number];

/** Gives names to what the transform adds to a file. */
export class Names {
  readonly #prefix: string;
  readonly #used = new Set<Imported>();
  #count = 0;

  /**
   * @param code - The file's text. No name that is given out stands in it, be it in a string, a comment or escaped.
   * @param prefix - What all begin with.
   */
  constructor(code: string, prefix = '_ac') {
    const text = code.replace(/\\u(?:\{0*([\da-f]{1,5})\}|([\da-f]{4}))/gi, (_, braced, four) => String.fromCodePoint(parseInt(braced ?? four, 16)));
    this.#prefix = prefix;
    for (let i = 1; text.includes(this.#prefix); i++) this.#prefix = `${prefix}${i}`;
  }

  /** The variable of an activation. The same in each function: none is ever asked for another's. */
  get activation(): string {
    return this.#prefix;
  }

  /** The name of a function of the runtime in this file. */
  of(name: Imported): string {
    this.#used.add(name);
    return this.#local(name);
  }

  /** A variable's name, once. */
  fresh(): string {
    return `${this.#prefix}_${++this.#count}`;
  }

  /** The pairs of the functions used and their names here. */
  get used(): [Imported, string][] {
    return imported.filter(name => this.#used.has(name)).map(name => [name, this.#local(name)]);
  }

  #local(name: Imported): string {
    return `${this.#prefix}_${name}`;
  }
}
