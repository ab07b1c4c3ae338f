// Finds the cause for which code that belongs to a run is without its value, from the place of the function and from its callers.
import { host } from '#debug-host';
import type { Cause } from './causes.js';
import { functionAt, usesOf, type Code, type Fn } from './function-list.js';
import type { Region } from './run-code.js';
import { offsetIn, placeIn, type Place } from './sources.js';
import type { Frame } from './stack.js';
import { definedConstructors, isReplaced, TIMERS } from './state.js';
import { keptAs } from './watch.js';

/** The cause, the place, and the place of the remedy. */
export interface Loss {
  readonly cause: Cause;
  readonly lostAt: Place;
  readonly remedyAt: Place | undefined;
  /** Whether the value may have been lost at an earlier await. */
  readonly isEarlier?: boolean;
}

/** A frame in code that belongs to a run. */
export interface Proof {
  readonly frame: Frame;
  readonly code: Code;
  readonly region: Region;
  /** The frames that called it, up to the beginning of the stack. */
  readonly callers: readonly Frame[];
}

/** The positions of a function's awaits before a position. */
function awaitsBefore(code: Code, fn: Fn, offset: number): number[] {
  return code.tokens
    .filter(({ text, start }) => text === 'await' && start >= fn.body && start < offset && functionAt(code, start) === fn)
    .map(({ start }) => start);
}

/** Whether a function certainly begins inside a run: it is the function passed to `run`, or only such functions call it and it is passed to no other code. */
function isEntered(code: Code, fn: Fn | undefined, region: Region, depth = 0): boolean {
  if (fn === undefined || depth > 8) return false;
  if (fn.start === region.start) return region.end === fn.end && !fn.isDeclared ? true : isOnlyCalled(code, fn, region, depth);
  return fn.isDeclared && isOnlyCalled(code, fn, region, depth);
}

function isOnlyCalled(code: Code, fn: Fn, region: Region, depth: number): boolean {
  return usesOf(code, fn).every(index => {
    const { start } = code.tokens[index]!;
    if (code.tokens[index + 1]?.text === '(') return isEntered(code, functionAt(code, start), region, depth + 1);
    return code.calls.some(call => call.name === 'run' && call.args[1]?.start === start);
  });
}

/** The call to which the function is passed as an argument. */
const callWith = (code: Code, fn: Fn) => code.calls.find(({ args }) => args.some(({ start, end }) => start === fn.start && end === fn.end));

/** The place where a function was kept, if no other function of its script has the same text. */
function keptAt(url: string, { text, functions }: Code, { start, end }: Fn): Place | undefined {
  const own = text.slice(start, end);
  const alike = functions.filter(other => other.end - other.start === own.length && text.startsWith(own, other.start));
  const stack = alike.length === 1 ? keptAs(own)?.stack : undefined;
  return stack?.some(frame => frame.url === url) ? stack.find(frame => !host.isInternal(frame.url)) : undefined;
}

const globals = /^(?:globalThis|window|self|global)\./;

/**
 * Finds the cause of a loss.
 *
 * @param proof - The outermost frame that belongs to a run.
 * @param carrier - The name of the realm's carrier.
 */
export function classify({ frame, code, region, callers }: Proof, carrier: string): Loss {
  const offset = offsetIn(code, frame)!;
  const fn = functionAt(code, offset);
  const at = (position: number) => placeIn(frame.url, code, position);
  const here = fn && at(fn.start);
  const loss = (cause: Cause, lostAt: Place = callers[0] ?? frame, remedyAt: Place | undefined = here): Loss => ({ cause, lostAt, remedyAt });
  if (!fn) return loss('unknown', frame);
  const awaits = fn.isAsync ? awaitsBefore(code, fn, offset) : [];
  if (fn.isGenerator) return callers.length === 0 && awaits.length > 0 ? loss('unknown') : loss('generator');
  const call = callWith(code, fn);
  const timer = call && TIMERS.has(call.name) ? call : undefined;
  const isGlobal = timer && (!timer.callee.includes('.') || globals.test(timer.callee));
  // The platform's own have no callers.
  if (isGlobal && callers.length > 0 && isReplaced(timer.name)) return loss('replaced-timer');
  if (callers.length > 0) return loss('kept-callback', callers[0], keptAt(frame.url, code, fn) ?? here);
  if (fn.name === 'then') return loss('thenable');
  if (awaits.length > 0) {
    const last = at(awaits[awaits.length - 1]!);
    if (carrier === 'synchronous') return loss('locked-down', last, undefined);
    const defined = definedConstructors().find(({ url, line, column }) => {
      const position = url === frame.url ? offsetIn(code, { line, column } as Frame) : undefined;
      return position !== undefined && region.start <= position && position < region.end;
    });
    if (defined) return loss('defined-constructor', last, defined);
    return !host.hasModulesOnly && isEntered(code, fn, region)
      ? { ...loss('unseen-await', last, undefined), isEarlier: awaits.length > 2 }
      : loss('unknown', frame);
  }
  if (carrier === 'synchronous') return loss('locked-down', frame, undefined);
  // Whether code that had the value passed the function to the platform.
  const around = fn.parent;
  const isHandedOver = around !== undefined && isEntered(code, around, region) && awaitsBefore(code, around, fn.start).length === 0;
  if (!isHandedOver || isGlobal || /^(?:then|catch|finally)$/.test(call?.name ?? '')) return loss('unknown', frame);
  return loss(timer ? 'kept-function' : 'platform-callback', frame);
}
