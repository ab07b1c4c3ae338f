// A built-in that a page changes, at three moments, and the required outcomes.
import type { AsyncContextObject, Variable } from '../../src/index.js';
import { add, afterTimers, apply, create, deferred, getOwnPropertyDescriptor, later, messageOf, NativePromise, nativeThen } from './natives.js';
import type { Flow, Host, Need, Outcome } from './row.js';
import { carrierOf, flows } from './run-row.js';

/** Before the library is loaded, between loading and the first Variable, or after it. */
export type Moment = 'before' | 'between' | 'after';

/**
 * The required outcome:
 * - exact: every context is right
 * - refused: the library, or the first Variable, throws, and promises are left as they were
 * - warned: there is a warning, and contexts end with the synchronous call, or are lost
 * - told: one of these three, or each call throws what the page throws; no context is lost silently
 * - mistaken: there is a warning, and after an await of a promise the context is that of whoever settles it, as the README says
 */
export type Verdict = 'exact' | 'refused' | 'warned' | 'told' | 'mistaken';

/** A step of the flows that run while a built-in is changed. */
export type Step = 'await of a value' | 'await of a promise' | 'then' | 'timer' | 'microtask';

export interface Tampering {
  readonly name: string;
  readonly needs?: readonly Need[];
  /** Changes a built-in. Returns a function that restores it, if that is possible. */
  tamper(host: Host): (() => void) | undefined;
  /** The required outcome at each moment on the browser carrier. On AsyncLocalStorage it is `exact`, unless `alsoInNode` is set. */
  readonly must: Readonly<Partial<Record<Moment, Verdict>>>;
  readonly alsoInNode?: boolean;
  /** The moments at which the change is possible; default all. */
  readonly only?: readonly Moment[];
  /** The steps that the page breaks for everybody, with the library and without. */
  readonly breaks?: readonly Step[];
}

/** The error that replaced built-ins throw. */
export const OURS = new Error('of the page');

/** The properties of promises that have to stay unchanged where the library refuses. */
function described(): unknown[] {
  const seen: unknown[] = [];
  const describe = (object: object, key: string): void => {
    const own = getOwnPropertyDescriptor(object, key);
    add(seen, own?.value);
    add(seen, own?.get);
    add(seen, own?.set);
    add(seen, own?.configurable);
  };
  describe(NativePromise.prototype, 'then');
  describe(NativePromise.prototype, 'constructor');
  describe(NativePromise, 'resolve');
  return seen;
}

/** Runs a tampering in a realm of its own. */
export function runTampering({ tamper, must, alsoInNode, breaks = [] }: Tampering, moment: Moment, host: Host, done: (outcome: Outcome) => void): void {
  const wrong: string[] = [];
  const note = (text: string): void => add(wrong, text);
  const isBroken: Record<string, boolean> = create(null);
  for (const step of breaks) isBroken[step] = true;
  let AsyncContext: AsyncContextObject | undefined;
  let variable: Variable<string> | undefined;
  let undo: (() => void) | undefined;
  let before: unknown[] = [];
  let refusal: unknown;
  const load = (): void => void ({ AsyncContext } = host.load());
  const first = (): void => {
    // In no context, since none has been entered yet.
    variable = new AsyncContext!.Variable<string>();
  };
  const change = (): void => {
    undo = tamper(host);
    before = described();
  };
  const steps = { before: [change, load, first], between: [load, change, first], after: [load, first, change] }[moment];
  try {
    for (let i = 0; i < 3; i++) steps[i]!();
  } catch (error) {
    refusal = error ?? OURS;
  }
  const isInNode = host.require !== undefined;
  const expected: Verdict = (isInNode && !alsoInNode ? 'exact' : must[moment]) ?? 'exact';
  const end = (): void => done({ wrong: [...new Set(wrong)].slice(0, 12) });
  if (variable === undefined) {
    const after = described();
    for (let i = 0; i < after.length; i++) if (after[i] !== before[i]) note(`it was refused, and promises are changed: ${i}`);
    undo?.();
    if (expected !== 'refused' && expected !== 'told') note(`expected ${expected}, got refused: ${messageOf(refusal)}`);
    return later(end);
  }
  const seen = create(null) as Record<string, number>;
  let lost = 0;
  const see = (own: Flow, where: string): void => {
    seen[where] = (seen[where] ?? 0) + 1;
    const found = variable!.get();
    if (found === own) return;
    lost++;
    if (expected === 'mistaken' && found === 'B' && (where === 'await of a promise' || where === 'then')) return;
    if (found !== undefined) note(`${where}: ${own ?? 'nobody'} found ${found}`);
    else if (expected === 'exact' && !isBroken[where]) note(`${where}: ${own} found nothing`);
  };
  let isRefused = false;
  const attempt = (where: Step | 'sync', fn: () => unknown): void => {
    try {
      fn();
    } catch (error) {
      if (expected === 'told' && error === OURS) isRefused = true;
      else if (!isBroken[where]) note(`${where} threw ${messageOf(error)}`);
    }
  };
  const settle = [deferred(), deferred()];
  const follow = (own: Flow): void => {
    attempt('await of a value', () => watched('await of a value', own, 1));
    for (let i = 0; i < settle.length; i++) {
      const { promise } = settle[i]!;
      attempt('await of a promise', () => watched('await of a promise', own, promise));
      attempt('then', () => apply(nativeThen, promise, [() => see(own, 'then'), () => {}]));
    }
    attempt('timer', () => globalThis.setTimeout(() => see(own, 'timer'), 0));
    attempt('microtask', () => globalThis.queueMicrotask(() => see(own, 'microtask')));
  };
  /** Awaits a value. An error of the await is the page's. */
  async function watched(where: Step, own: Flow, operand: unknown): Promise<void> {
    try {
      await operand;
    } catch {
      return;
    }
    see(own, where);
  }
  const { Snapshot } = AsyncContext!;
  let snapshot: InstanceType<typeof Snapshot> | undefined;
  let wrapped: (() => void) | undefined;
  attempt('sync', () =>
    variable!.run('A', () => {
      see('A', 'run');
      variable!.run('B', () => see('B', 'nested run'));
      see('A', 'after a nested run');
      snapshot = new Snapshot();
      wrapped = Snapshot.wrap(() => see('A', 'wrap'));
      try {
        variable!.run('C', () => {
          throw OURS;
        });
      } catch (error) {
        if (error !== OURS) note(`run threw ${messageOf(error)}`);
      }
      follow('A');
      see('A', 'after all');
    }),
  );
  attempt('sync', () => wrapped?.());
  attempt('sync', () => snapshot?.run(() => see('A', 'Snapshot')));
  see(undefined, 'after run');
  attempt('sync', () => follow(undefined));
  attempt('sync', () => variable!.run('D', () => follow('D')));
  see(undefined, 'after everything');
  afterTimers(() => {
    see(undefined, 'in a task');
    for (let i = 0; i < settle.length; i++) attempt('sync', () => variable!.run('B', settle[i]!.resolve));
    see(undefined, 'after B');
    afterTimers(() => {
      see(undefined, 'in a later task');
      undo?.();
      const reached: Record<string, number> = {
        run: 1,
        'nested run': 1,
        wrap: 1,
        Snapshot: 1,
        'await of a value': 3,
        'await of a promise': 6,
        then: 6,
        timer: 3,
        microtask: 3,
      };
      for (const [where, times] of Object.entries(reached)) {
        if (seen[where] !== times && !isRefused && !isBroken[where]) note(`${where}: reached ${seen[where] ?? 0} times, expected ${times}`);
      }
      const isTold = host.said.length > 0;
      if (expected === 'refused') note('expected to be refused');
      if ((expected === 'warned' || expected === 'mistaken') && !isTold) note('expected a warning');
      if (expected === 'exact' && isTold) note(`expected no warning, got ${host.said.join()}`);
      if (expected === 'told' && lost > 0 && !isTold) note(`lost ${lost} contexts, and said nothing`);
      apply(nativeThen, flows(variable!, isTold ? 'synchronous' : carrierOf(), note), [
        () => later(end),
        (error: unknown) => (isRefused && error === OURS ? 0 : note(`flows: ${messageOf(error)}`), later(end)),
      ]);
    }, 3);
  }, 2);
}
