// How transformed code moves between contexts among code that the await hook serves: what it enters is a segment like any other.
import type { Switch } from '../../agent/switch.js';
import {
  currentContext,
  EMPTY,
  enterContext,
  enterEmpty,
  leaveContext,
  swapContext,
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
  leave(context: Context, before: Entered | Context) {
    if (before !== context) leaveContext(before as Entered);
  },
  empty: EMPTY,
  reset: enterEmpty,
} as unknown as Switch;

/** The same where all code is transformed: a variable is set, and set back. */
export const plainSwitch = {
  carriesAwait: false,
  now: currentContext,
  enter: swapContext,
  leave: (_context: Context, before: Context) => void swapContext(before),
  empty: EMPTY,
  reset: () => void swapContext(EMPTY),
} as unknown as Switch;
