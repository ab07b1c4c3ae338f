// Makes names that a file does not use.

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

/** The names that the transform adds to a file. */
export class Names {
  readonly #prefix: string;
  readonly #used = new Set<Imported>();
  #count = 0;

  /**
   * @param code - The file's text. It contains none of the names, even in a string, in a comment, or escaped.
   * @param prefix - The beginning of all names.
   */
  constructor(code: string, prefix = '_ac') {
    const text = code.replace(/\\u(?:\{0*([\da-f]{1,5})\}|([\da-f]{4}))/gi, (_, braced, four) => String.fromCodePoint(parseInt(braced ?? four, 16)));
    this.#prefix = prefix;
    for (let i = 1; text.includes(this.#prefix); i++) this.#prefix = `${prefix}${i}`;
  }

  /** The variable of an activation. It is the same in all functions, because no function uses another's activation. */
  get activation(): string {
    return this.#prefix;
  }

  /** The name of a function of the runtime in this file. */
  of(name: Imported): string {
    this.#used.add(name);
    return this.#local(name);
  }

  /** Returns a new name for a variable. */
  fresh(): string {
    return `${this.#prefix}_${++this.#count}`;
  }

  /** The used functions of the runtime, each with its name in this file. */
  get used(): [Imported, string][] {
    return imported.filter(name => this.#used.has(name)).map(name => [name, this.#local(name)]);
  }

  #local(name: Imported): string {
    return `${this.#prefix}_${name}`;
  }
}
