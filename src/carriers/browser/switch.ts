// How transformed code moves between contexts among code that the await hook serves: what it enters is a segment like any other.
import type { Switch } from '../../agent/switch.js';
import {
  currentContext,
  EMPTY,
  enterContext,
  enterEmpty,
  leaveContext,
  segment,
  swapIn,
  swapOut,
  touch,
  type Context,
  type Entered,
} from './segments.js';

/** In a page that has code which is not transformed. */
export const regionSwitch = {
  carriesAwait: false,
  now() {
    touch();
    return currentContext();
  },
  enter: enterContext,
  leave(before: Entered | Context, context: Context) {
    const left = currentContext();
    if (before !== context) leaveContext(before as Entered);
    return left;
  },
  empty: EMPTY,
  reset: enterEmpty,
} as unknown as Switch;

/** The same where all code is transformed: a variable is set, and set back. */
export const plainSwitch = {
  carriesAwait: false,
  now: currentContext,
  begin: () => swapIn(currentContext()),
  enter: swapIn,
  leave: swapOut,
  empty: EMPTY,
  reset: () => void swapOut(EMPTY),
  capture() {
    const context = currentContext();
    return context === EMPTY ? undefined : (fn: Function, args: unknown[]) => segment(context, fn, undefined, args);
  },
} as unknown as Switch;
