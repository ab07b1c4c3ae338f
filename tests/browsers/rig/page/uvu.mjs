// Replaces `uvu` in a suite's bundle: uvu itself runs the tests, and each test reports its result to the rig.
import { suite as uvuSuite } from 'uvu';

const rig = globalThis.__rig;
const now = performance.now.bind(performance);
const suites = [];

// Only now, since uvu has captured console.log by now for its own output, which says less than the reports.
rig.interceptConsole();

export const suite = (name = '', context = {}) => watch(name, uvuSuite(name, context));
export const test = suite();
/** Does nothing, since `start` below runs the queue. */
export const exec = () => {};

/** A uvu suite whose tests and hooks report. */
function watch(name, inner) {
  const state = { name, added: 0, only: 0, started: 0, queued: false };
  suites.push(state);
  const titled = title => (name ? `${name} › ${title}` : title);
  const hook = (to, title) => handler => to(checking(titled(title), handler));
  const outer = (title, handler) => {
    state.added++;
    inner(title, reporting(state, titled(title), handler));
  };
  outer.only = (title, handler) => {
    state.only++;
    inner.only(title, reporting(state, titled(title), handler));
  };
  outer.skip = title => {
    inner.skip();
    rig.report({ type: 'skipped', title: titled(title) });
  };
  outer.before = hook(inner.before, 'before');
  outer.before.each = hook(inner.before.each, 'before each');
  outer.after = hook(inner.after, 'after');
  outer.after.each = hook(inner.after.each, 'after each');
  outer.run = () => {
    state.queued = true;
    inner.run();
  };
  return outer;
}

function reporting(state, title, handler) {
  return async context => {
    state.started++;
    rig.report({ type: 'started', title });
    const from = now();
    await checking(title, handler)(context);
    rig.report({ type: 'passed', title, ms: now() - from });
  };
}

/** Makes a test or a hook report. Hooks are included, since uvu swallows an error of a `before`. */
function checking(title, handler) {
  return async context => {
    try {
      await handler(context);
    } catch (error) {
      rig.report({ type: 'failed', title, error: rig.describe(error) });
      // Throws a new error instead of the thrown value: uvu ends the whole suite if that is not an object.
      throw new Error(title);
    }
  };
}

/** Runs all queued suites, as `uvu/run` does in Node. */
export function start() {
  rig.start(async () => {
    let skipped = 0;
    for (const run of globalThis.UVU_QUEUE.flat()) {
      try {
        skipped += (await run())[2];
      } catch {
        // An `after` hook has thrown, and has been reported.
      }
    }
    for (const { name, added, only, started, queued } of suites) {
      const left = (only || added) - started;
      const message = queued ? `${left} of its tests did not run` : 'it has tests, but no test.run() at its end';
      if (left > 0) rig.report({ type: 'failed', title: name || 'suite', error: { message, stack: '' } });
    }
    return { skipped };
  });
}
