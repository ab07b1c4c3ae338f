// How transformed code moves between contexts among code that the await hook serves: what it enters is a segment like any other.
import type { Switch } from '../../agent/switch.js';
import {
  begin,
  currentContext,
  EMPTY,
  end,
  enterEmpty,
  enterForRest,
  isCovered,
  lookAround,
  segment,
  swap,
  extendRegion,
  type Around,
  type Context,
} from './segments.js';

/** In a page that has code which is not transformed. */
export const regionSwitch: Switch<Context | Around> & { now(): Context } = {
  carriesAwait: false,
  now() {
    extendRegion();
    return currentContext();
  },
  enter(context: Context): Around | Context {
    if (context === currentContext()) return context;
    const around = lookAround();
    begin(context, isCovered(context));
    return around;
  },
  leave(before: Around | Context, context: Context) {
    const left = currentContext();
    if (before !== context) end(context, before as Around);
    return left;
  },
  empty: EMPTY,
  /** In a segment, up to its end. */
  reset: () => enterForRest(EMPTY) || enterEmpty(),
};

/** How many functions are running that have entered a context by `swapIn`. */
let swapped = 0;

/** Makes a context current, and returns the one that was. */
function swapIn(context: Context): Context {
  swapped++;
  return swap(context);
}

/** Puts back the context that was, and returns the one that is left. */
function swapOut(before: Context): Context {
  swapped--;
  return swap(before);
}

/** The same where all code is transformed: a variable is set, and set back. */
export const plainSwitch: Switch<Context> = {
  carriesAwait: false,
  now: currentContext,
  begin: () => swapIn(currentContext()),
  enter: swapIn,
  leave: swapOut,
  empty: EMPTY,
  reset: () => void swapOut(EMPTY),
  capture() {
    const context = currentContext();
    return context === EMPTY ? undefined : (fn, args) => segment(context, fn, undefined, args);
  },
};

/** Makes a context current for the rest of a segment, or of a function that has entered one: whoever has, puts the one before back. */
export function plainEnter(context: Context): boolean {
  if (enterForRest(context)) return true;
  if (swapped === 0) return false;
  swap(context);
  return true;
}
