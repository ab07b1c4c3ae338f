// A runtime whose async_hooks does not follow `await`, as StackBlitz's WebContainer: asked once, before anything is lost.
import type { Carrier } from '../agent/carrier.js';
import { warnOnce } from '../agent/warn.js';
import { Mapping } from '../mapping/mapping.js';

/** A carrier that warns, once it is used, if a context does not last through an `await`. */
export function withAwaitCheck(carrier: Carrier): Carrier {
  const probe = Mapping.set(Mapping.EMPTY, { id: 0, serial: -2 }, true);
  let isAsked = false;
  async function look(): Promise<void> {
    await undefined;
    if (carrier.current() === probe) return;
    warnOnce(
      'the async_hooks of this runtime does not follow await: after one, Variables have their defaults. ' +
        'Run this in Node itself, or carry contexts by AsyncContext.Snapshot.',
    );
  }
  return {
    ...carrier,
    start() {
      if (isAsked) return;
      isAsked = true;
      carrier.run(probe, carrier.current(), look, []);
    },
  };
}
