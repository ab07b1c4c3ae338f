// The switches of the browser carrier: the operations with which transformed code moves between contexts.
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

/** For a page that also has code which is not transformed: a context that is entered is a segment like any other. */
export const regionSwitch: Switch<Context | Around> & { now(): Context } = {
  carriesAwait: false,
  now() {
    extendRegion();
    return currentContext();
  },
  enter(context: Context): Around | Context {
    if (context === currentContext()) return context;
    const around = lookAround(context);
    begin(context, isCovered(context));
    return around;
  },
  leave(before: Around | Context, context: Context) {
    const left = currentContext();
    if (before !== context) end(before as Around);
    return left;
  },
  empty: EMPTY,
  /** In a segment it lasts up to the segment's end. */
  reset: () => enterForRest(EMPTY) || enterEmpty(),
};

/** How many running functions have entered a context by `swapIn`. */
let swapped = 0;

/** Makes a context current. Returns the context before. */
function swapIn(context: Context): Context {
  swapped++;
  return swap(context);
}

/** Restores the context before. Returns the context that is left. */
function swapOut(before: Context): Context {
  swapped--;
  return swap(before);
}

/** For a page all of whose code is transformed: entering a context sets a variable, leaving it restores the variable. */
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

/**
 * Makes a context current for the rest of a segment, or of a function that has entered a context, whose end restores the context before.
 *
 * @returns Whether the context was entered: not outside of both.
 */
export function plainEnter(context: Context): boolean {
  if (enterForRest(context)) return true;
  if (swapped === 0) return false;
  swap(context);
  return true;
}
