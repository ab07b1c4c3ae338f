// The carrier for engines in which no other works: contexts end with the synchronous call, and the first `run` warns.
import type { Carrier } from '../agent/carrier.js';
import { apply } from '../intrinsics.js';
import { warnOnce } from '../agent/warn.js';
import { Mapping } from '../mapping/mapping.js';

/**
 * Makes a carrier that carries no context across an asynchronous boundary, and warns at the first `run`.
 *
 * @param reason - Why no other carrier works, and the remedy: a sentence or two.
 */
export function createSynchronousCarrier(reason = 'this engine carries no contexts.'): Carrier<Mapping> {
  let current = Mapping.EMPTY;
  let depth = 0;
  const now = () => current;
  function swap(mapping: Mapping): Mapping {
    const before = current;
    current = mapping;
    return before;
  }
  /** Resets the state from a microtask, which runs with an empty stack: a script that is terminated inside a `run` does not restore the mapping. */
  async function tidyUp(): Promise<void> {
    await undefined;
    depth = 0;
    current = Mapping.EMPTY;
  }
  function run(mapping: Mapping, fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown {
    if (depth === 0) void tidyUp();
    const before = swap(mapping);
    const outside = depth++;
    try {
      return apply(fn, thisArgument, args);
    } finally {
      current = before;
      depth = outside;
    }
  }
  return {
    name: 'synchronous',
    current: now,
    run(mapping, fn, args) {
      warnOnce(`${reason} Variables keep their values up to an await. AsyncContext.Snapshot carries them by hand.`);
      return run(mapping, fn, undefined, args);
    },
    capture: now,
    // Transformed code carries its context by itself, from suspension to suspension.
    switch: {
      carriesAwait: false,
      now,
      enter: swap,
      leave: swap,
      empty: Mapping.EMPTY,
      capture() {
        const mapping = current;
        return mapping === Mapping.EMPTY ? undefined : (fn, args) => run(mapping, fn, undefined, args);
      },
    },
    resume: run,
    enter(mapping) {
      // Outside of any `run`, no code would restore the mapping.
      if (depth === 0) return false;
      current = mapping;
      return true;
    },
  };
}
