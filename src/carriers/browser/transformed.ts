// The carrier of a page all of whose code was transformed: no await needs to be seen, no segment to be marked.
import type { Captured, Carrier } from '../../agent/carrier.js';
import { install } from './install.js';
import { Context, currentContext, doNotMark, enterForRest, segment } from './segments.js';
import { plainSwitch } from './switch.js';
import { canTieThen, tieThen } from './then.js';

/** Makes the carrier; nothing, where promises cannot be patched. Code that is not transformed has no context after an await. */
export function createTransformedCarrier(): Carrier | undefined {
  if (!canTieThen()) return undefined;
  doNotMark();
  let started = false;
  return {
    name: 'browser, transformed',
    start() {
      if (started) return;
      install(tieThen);
      started = true;
    },
    current: () => currentContext().mapping,
    run: (mapping, _previous, fn, args) => segment(new Context(mapping), fn, undefined, args),
    capture: () => currentContext() as unknown as Captured,
    resume: (captured, fn, thisArgument, args) => segment(captured as unknown as Context, fn, thisArgument, args),
    enter: captured => enterForRest(captured as unknown as Context),
    switch: plainSwitch,
  };
}
