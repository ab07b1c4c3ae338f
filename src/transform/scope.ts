// A scope: the code that one activation runs, which is a function's, or a module's outside of all functions.
import type { Node } from './node.js';

/** The kind of a scope: whether it can suspend, and how. `other` is code that cannot: plain functions, scripts, static blocks, fields. */
export type Kind = 'async' | 'generator' | 'async generator' | 'module' | 'other';

export class Scope {
  readonly kind: Kind;
  readonly strict: boolean;
  /** How many suspensions were found so far. */
  suspensions = 0;
  /** How many constructs around the current place run code once what is in them has ended. */
  guards = 0;
  /** Whether it needs an activation: code of it runs after a suspension. */
  activated: boolean;
  /** Awaits after which none of its code runs. */
  readonly tails = new Set<Node>();
  /** The changes, innermost first; nothing if the scope is to be left alone. */
  readonly #edits: { readonly edit: () => void; readonly always: boolean }[] = [];

  constructor(kind: Kind, strict: boolean) {
    this.kind = kind;
    this.strict = strict;
    this.activated = kind === 'generator' || kind === 'async generator';
  }

  /** Whether its contexts need to be kept: an activation, or the empty one of a module. */
  get isKept(): boolean {
    return this.kind !== 'other';
  }

  /** Whether what it returns resolves a promise. */
  get isAsync(): boolean {
    return this.kind === 'async' || this.kind === 'async generator';
  }

  /** @param always - Whether it is to be made though the scope's contexts are not kept. */
  edit(edit: () => void, always = false): void {
    this.#edits.push({ edit, always });
  }

  /** Makes the changes, all or those that are made always. Those of a function in it have been made before. */
  apply(all = true): void {
    for (const { edit, always } of this.#edits) if (all || always) edit();
  }
}
