// Why code that belongs to a run is without its value: told from where the function stands, and from who called it.
import { host } from '#debug-host';
import type { Cause } from './causes.js';
import { functionAt, type Code, type Fn } from './functions.js';
import type { Region } from './regions.js';
import { offsetIn, placeIn, type Place } from './sources.js';
import type { Frame } from './stack.js';
import { definedConstructors, isReplaced, TIMERS } from './state.js';
import { keptAs } from './watch.js';

/** Why, where, and where the remedy belongs. */
export interface Loss {
  readonly cause: Cause;
  readonly lostAt: Place;
  readonly remedyAt: Place | undefined;
  /** Whether it may have been lost at an await before that one. */
  readonly isEarlier?: boolean;
}

/** A frame in code that belongs to a run. */
export interface Proof {
  readonly frame: Frame;
  readonly code: Code;
  readonly region: Region;
  /** Those that called it, up to where the stack begins. */
  readonly callers: readonly Frame[];
}

/** The awaits of a function that stand before a position. */
function awaitsBefore(code: Code, fn: Fn, offset: number): number[] {
  return code.tokens
    .filter(({ text, start }) => text === 'await' && start >= fn.body && start < offset && functionAt(code, start) === fn)
    .map(({ start }) => start);
}

/** Whether a function that belongs to a run is certain to begin in it: it is that of `run`, or is called by such, and handed to nobody. */
function isEntered(code: Code, fn: Fn | undefined, region: Region, depth = 0): boolean {
  if (fn === undefined || depth > 8) return false;
  if (fn.start === region.start) return region.end === fn.end && !fn.isDeclared ? true : isOnlyCalled(code, fn, region, depth);
  return fn.isDeclared && isOnlyCalled(code, fn, region, depth);
}

function isOnlyCalled(code: Code, fn: Fn, region: Region, depth: number): boolean {
  const used = code.tokens.flatMap((token, index) =>
    token.kind === 'word' &&
    token.text === fn.name &&
    token.start > fn.start &&
    code.tokens[index - 1]?.text !== '.' &&
    code.tokens[index - 1]?.text !== 'function'
      ? [index]
      : [],
  );
  return used.every(index => {
    const { start } = code.tokens[index]!;
    if (code.tokens[index + 1]?.text === '(') return isEntered(code, functionAt(code, start), region, depth + 1);
    return code.calls.some(call => call.name === 'run' && call.args[1]?.start === start);
  });
}

/** How the function is handed over: the call of which it is an argument. */
const callWith = (code: Code, fn: Fn) => code.calls.find(({ args }) => args.some(({ start, end }) => start === fn.start && end === fn.end));

/** Where a function was kept, if its text tells it from the others of its script. */
function keptAt(url: string, { text, functions }: Code, { start, end }: Fn): Place | undefined {
  const own = text.slice(start, end);
  const alike = functions.filter(other => other.end - other.start === own.length && text.startsWith(own, other.start));
  const stack = alike.length === 1 ? keptAs(own)?.stack : undefined;
  return stack?.some(frame => frame.url === url) ? stack.find(frame => !host.isInternal(frame.url)) : undefined;
}

const globals = /^(?:globalThis|window|self|global)\./;

/**
 * Tells why the value is gone.
 *
 * @param proof - The outermost frame that belongs to a run.
 * @param carrier - What carries contexts here.
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
  // Was it handed over by code that had the value?
  const around = fn.parent;
  const isHandedOver = around !== undefined && isEntered(code, around, region) && awaitsBefore(code, around, fn.start).length === 0;
  if (!isHandedOver || isGlobal || /^(?:then|catch|finally)$/.test(call?.name ?? '')) return loss('unknown', frame);
  return loss(timer ? 'kept-function' : 'platform-callback', frame);
}
