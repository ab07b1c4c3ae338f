// Tests once whether the runtime's async_hooks follows `await`, so that the user is warned before a context is lost. StackBlitz's WebContainer fails it.
import type { Carrier } from '../agent/carrier.js';
import { warnOnce } from '../agent/warn.js';
import { Mapping } from '../mapping/mapping.js';

/** Returns a carrier that, when it is first used, tests whether a context is kept through an `await`, and warns if not. */
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
      carrier.run(probe, look, []);
    },
  };
}
