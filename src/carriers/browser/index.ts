// The carrier of browsers, and of every engine that has neither AsyncLocalStorage nor a reason not to patch promises.
import type { Captured, Carrier } from '../../agent/carrier.js';
import { Context, currentContext, segment, touch } from './segments.js';
import { hookPromise } from './promise.js';

/** Makes the browser carrier. */
export function createBrowserCarrier(): Carrier {
  return {
    name: 'browser',
    current() {
      touch();
      return currentContext().mapping;
    },
    run: (mapping, fn, thisArgument, args) => segment(new Context(mapping), fn, thisArgument, args),
    capture() {
      touch();
      return currentContext() as unknown as Captured;
    },
    resume(captured, fn, thisArgument, args) {
      touch();
      return segment(captured as unknown as Context, fn, thisArgument, args);
    },
    start: hookPromise,
  } as Carrier;
}
