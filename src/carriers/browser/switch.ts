// How transformed code moves between contexts among code that the await hook serves: what it enters is a segment like any other.
import type { Switch } from '../../agent/switch.js';
import { currentContext, EMPTY, enterContext, enterEmpty, leaveContext, touch, type Context, type Entered } from './segments.js';

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
