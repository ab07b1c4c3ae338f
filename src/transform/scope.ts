// A scope: the code of one activation. It is the code of a function, or the code of a module outside of all functions.
import type { Node } from './node.js';

/** The kind of a scope, which says how it can suspend. `other` cannot: plain functions, scripts, static blocks, fields. */
export type Kind = 'async' | 'generator' | 'async generator' | 'module' | 'other';

export class Scope {
  readonly kind: Kind;
  readonly strict: boolean;
  /** How many suspensions were found so far. */
  suspensions = 0;
  /** How many constructs around the current place run code when their content has ended, such as `finally`. */
  guards = 0;
  /** Whether it needs an activation, because code of it runs after a suspension. */
  activated: boolean;
  /** The awaits after which no code of the scope runs. */
  readonly tails = new Set<Node>();
  /** The edits, innermost first. */
  readonly #edits: { readonly edit: () => void; readonly always: boolean }[] = [];

  constructor(kind: Kind, strict: boolean) {
    this.kind = kind;
    this.strict = strict;
    this.activated = kind === 'generator' || kind === 'async generator';
  }

  /** Whether the scope must keep a context: that of an activation, or the empty context of a module. */
  get isKept(): boolean {
    return this.kind !== 'other';
  }

  /** Whether its return value resolves a promise. */
  get isAsync(): boolean {
    return this.kind === 'async' || this.kind === 'async generator';
  }

  /** Adds an edit. @param always - Whether to make the edit even if the scope keeps no context. */
  edit(edit: () => void, always = false): void {
    this.#edits.push({ edit, always });
  }

  /** Makes all edits, or only those that are made always. To be called after the edits of the functions inside were made. */
  apply(all = true): void {
    for (const { edit, always } of this.#edits) if (all || always) edit();
  }
}
