// The carrier of a page all of whose code was transformed: no await needs to be seen, no reaction to be tied, no segment to be marked.
import type { Carrier } from '../../agent/carrier.js';
import { install } from './install.js';
import { tieOtherPromise } from './reactions.js';
import { createContext, currentContext, segment, type Context } from './segments.js';
import { plainEnter, plainSwitch } from './switch.js';
import { tieOtherTimers } from './timers.js';

/**
 * Makes the carrier. It leaves the engine's promises as they are: the engine is fast with those that nobody has changed. Code that is not
 * transformed has no context in a reaction, nor after an await.
 */
export function createTransformedCarrier(): Carrier<Context> {
  /** Sees to what the page has put in place since. */
  const check = () => {
    try {
      tieOtherPromise();
      tieOtherTimers();
    } catch {
      // A global of that name is a getter of the page's that throws.
    }
  };
  const carrier: Carrier<Context> = {
    name: 'browser, transformed',
    start() {
      install(tieOtherPromise);
      carrier.start = check;
    },
    current: () => currentContext().mapping,
    run(mapping, _previous, fn, args) {
      check();
      return segment(createContext(mapping), fn, undefined, args);
    },
    capture: currentContext,
    resume: (context, fn, thisArgument, args) => segment(context, fn, thisArgument, args),
    enter: plainEnter,
    switch: plainSwitch,
  };
  return carrier;
}
