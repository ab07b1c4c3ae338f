// Where nothing carries: contexts end with the synchronous call, and the first use says so.
import type { Captured, Carrier } from '../agent/carrier.js';
import type { Switch } from '../agent/switch.js';
import { apply } from '../agent/intrinsics.js';
import { warnOnce } from '../agent/warn.js';
import { Mapping } from '../mapping/mapping.js';

/**
 * Makes a carrier that carries nothing across an asynchronous boundary, and warns of it at the first `run`.
 *
 * @param reason - Why nothing does, and what to do about it: a sentence or two.
 */
export function createSynchronousCarrier(reason = 'this engine carries no contexts.'): Carrier {
  let current = Mapping.EMPTY;
  let depth = 0;
  function swap(mapping: Mapping): Mapping {
    const before = current;
    current = mapping;
    return before;
  }
  function run(mapping: Mapping, fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown {
    const before = swap(mapping);
    depth++;
    try {
      return apply(fn, thisArgument, args);
    } finally {
      current = before;
      depth--;
    }
  }
  return {
    name: 'synchronous',
    current: () => current,
    run(mapping, _previous, fn, args) {
      warnOnce(
        `${reason} Variables keep their values up to an await. AsyncContext.Snapshot carries them by hand.`,
      );
      return run(mapping, fn, undefined, args);
    },
    capture: () => current as unknown as Captured,
    // Transformed code carries its context by itself, from suspension to suspension.
    switch: {
      carriesAwait: false,
      now: () => current,
      enter: swap,
      leave: swap,
      empty: Mapping.EMPTY,
      capture() {
        const mapping = current;
        return mapping === Mapping.EMPTY ? undefined : (fn: Function, args: unknown[]) => run(mapping, fn, undefined, args);
      },
    } as unknown as Switch,
    resume: (context, fn, thisArgument, args) => run(context as unknown as Mapping, fn, thisArgument, args),
    enter(context) {
      // Outside of any run nothing puts the mapping back.
      if (depth === 0) return false;
      current = context as unknown as Mapping;
      return true;
    },
  };
}
