// Installs the debugger: replaces methods on the prototypes that all copies of the library in a realm share.
import { AsyncLocalStorage } from '#async-hooks';
import { host } from '#debug-host';
import { existingRecord } from '../agent/agent.js';
import { Snapshot, Variable } from '../index.js';
import { apply } from '../intrinsics.js';
import { alone } from './busy.js';
import { addAwait, addFlow, addRead, addSegment, graph, now } from './graph.js';
import type { Origin, Taken } from './host.js';
import { explanations, say } from './reports.js';
import { describe, findLoss, isMissing, mayBeMissed, scriptsOf, type Evidence } from './lost.js';
import { pageOf } from './page.js';
import { noteSite, sitesOf } from './run-code.js';
import { ofScripts, read } from './sources.js';
import { capture } from './stack.js';
import { lookAtTimers, watchConstructors } from './state.js';
import { chosen, currentTrace, get, nest, run, runTraced, type AnyVariable, type Run } from './trace.js';
import { patch, watch, watchStores, wrapped } from './watch.js';

const { toString } = Function.prototype;

/** Whether the library's AsyncLocalStorage is calling `run`. */
let isByStorage = false;

/** The origins that lead to the running code, the last first, in whose contexts the Variable has the value of a run; or has no value, without a run. */
function originsOf(variable: AnyVariable, run: Run | undefined): Origin[] {
  const origins: Origin[] = [];
  const isAlike = ({ trace }: Origin) => (run ? trace?.runs.get(variable) === run : isMissing(trace, variable));
  for (let origin = host.origin(); origin && isAlike(origin); origin = origin.parent) origins[origins.length] = origin;
  return origins;
}

/** How many frames are captured to find the caller. */
const FEW = 12;

/** The stacks of the reads that were explained, as text. */
const known = new WeakMap<AnyVariable, Set<string>>();

function look(variable: AnyVariable, found: unknown, above: Function): void {
  const trace = currentTrace();
  const expected = trace?.runs.get(variable);
  /** The callbacks of each list that may miss the value. Many origins have the same list. */
  const missed = new Map<readonly Taken[], readonly Taken[]>();
  const missedOf = (list: readonly Taken[]): readonly Taken[] => {
    if (!missed.has(list))
      missed.set(
        list,
        list.filter(item => mayBeMissed(item, variable, expected)),
      );
    return missed.get(list)!;
  };
  const taken = missedOf(watch.lastTaken());
  // If a value was found, only a kept callback can have brought another flow's.
  const before = originsOf(variable, expected).filter(origin => !expected || missedOf(origin.taken).length > 0);
  const isSuspect = expected ? taken.length > 0 || before.length > 0 : isMissing(trace, variable) && sitesOf(variable).length > 0;
  const own = capture(above, isSuspect ? undefined : FEW);
  const reading = addRead(trace?.flow ?? 0, variable, found, ofScripts(own)[0]);
  if (!isSuspect) return;
  const key = own.map(({ url, line, column }) => `${url}:${line}:${column}`).join();
  if (!expected && known.get(variable)?.has(key)) return void (reading.isLost = true);
  lookAtTimers();
  const { carrier } = existingRecord() ?? { carrier: '' };
  const origins = [{ stack: own, taken }, ...before.map(origin => ({ stack: origin.stack, taken: missedOf(origin.taken) }))];
  const evidence: Evidence = { variable, found, run: expected, origins, carrier };
  const conclude = (): void => {
    const lost = findLoss(evidence);
    if (!lost) return;
    reading.isLost = true;
    if (known.has(variable)) known.get(variable)!.add(key);
    else known.set(variable, new Set([key]));
    say(lost);
  };
  const missing = read(scriptsOf(evidence));
  if (missing) void missing.then(() => alone(conclude));
  else conclude();
}

function patchVariables(): void {
  patch(Variable.prototype, 'get', () => {
    const patched = function (this: AnyVariable): unknown {
      const value = apply(get, this, []) as unknown;
      alone(() => look(this, value, patched));
      return value;
    };
    return patched;
  });
  patch(Variable.prototype, 'run', () => {
    const patched = function (this: AnyVariable, ...args: unknown[]): unknown {
      const [value, fn] = args;
      const noted = alone(() => {
        if (typeof fn !== 'function') return undefined;
        lookAtTimers();
        const stack = capture(patched, FEW);
        const nested = nest(currentTrace(), this, value, stack);
        if (noteSite(nested.run, fn, !isByStorage && !/\[native code\]/.test(apply(toString, fn, []) as string)))
          void read(
            ofScripts(stack)
              .slice(0, 4)
              .map(({ url }) => url),
          );
        const [place] = ofScripts(stack);
        if (nested.trace.flow === nested.run.id) addFlow(nested.run.id, nested.run, place);
        return { made: nested.trace, place, begin: now() };
      });
      if (!noted) return apply(run, this, args as never) as unknown;
      try {
        return runTraced(noted.made, run.bind(this) as () => unknown, args);
      } finally {
        alone(() => addSegment(noted.made.flow, 'run', noted.place, noted.begin));
      }
    };
    return patched;
  });
}

/** Patches Snapshots. In a context that a Snapshot has chosen no value is missing, even if it is the empty context. */
function patchSnapshots(): void {
  patch(
    Snapshot.prototype,
    'run',
    method =>
      function (this: unknown, ...args: unknown[]): unknown {
        const [fn, ...rest] = args;
        if (typeof fn !== 'function') return apply(method, this, args);
        return apply(method, this, [() => (currentTrace() ? (fn as Function)(...rest) : runTraced(chosen, fn as () => unknown, rest))]);
      },
  );
  patch(
    Snapshot,
    'wrap',
    method =>
      function (this: unknown, ...args: unknown[]): unknown {
        const made = (currentTrace() ? apply(method, this, args) : runTraced(chosen, () => apply(method, this, args))) as Function;
        wrapped.add(made);
        return made;
      },
  );
}

/** Patches the library's AsyncLocalStorage, to report calls of `enterWith` that have no effect. */
function patchStorages(): void {
  const prototype = AsyncLocalStorage.prototype as { getStore(): unknown; readonly name: string };
  patch(
    prototype,
    'run',
    method =>
      function (this: unknown, ...args: unknown[]): unknown {
        const before = isByStorage;
        isByStorage = true;
        const [store, callback, ...rest] = args;
        const inside = typeof callback === 'function' ? (...given: unknown[]) => ((isByStorage = before), (callback as Function)(...given)) : callback;
        try {
          return apply(method, this, [store, inside, ...rest]);
        } finally {
          isByStorage = before;
        }
      },
  );
  patch(prototype, 'enterWith', method => {
    const patched = function (this: typeof prototype, ...args: unknown[]): unknown {
      const result = apply(method, this, args) as unknown;
      const found = alone(() => this.getStore());
      if (!Object.is(found, args[0])) {
        alone(() => {
          const stack = capture(patched);
          const [place] = ofScripts(stack);
          if (place)
            say(
              describe(
                { variable: this as never, found, run: undefined, origins: [{ stack, taken: [] }] },
                { cause: 'enter-with', lostAt: place, remedyAt: undefined },
                undefined,
                true,
              ),
            );
        });
      }
      return result;
    };
    return patched;
  });
}

/** Installs the debugger. */
export function install(): void {
  lookAtTimers();
  patchVariables();
  patchSnapshots();
  watchStores();
  host.start(watch, { now, addSegment, addAwait, page: title => pageOf(graph(), explanations(), title) });
  if (existingRecord()?.carrier === 'AsyncLocalStorage') return;
  patchStorages();
  watchConstructors();
}
