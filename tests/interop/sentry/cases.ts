// The events that Sentry sends for flows side by side, with the strategy and without it.
import * as Sentry from '@sentry/browser';
import { setAsyncContextStrategy } from '@sentry/core';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { installStrategy } from '../../../src/interop/sentry.js';
import { order, uninstall } from './application.js';
import { takeEvents, type Event } from './transport.js';

const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
const ids = Array.from({ length: 20 }, (_, id) => id);
const all = <T>(flow: (id: number) => Promise<T>): Promise<T[]> => Promise.all(ids.map(flow));

/** Waits for one event of each flow, and returns them by the flows' numbers. */
async function events(): Promise<readonly Event[]> {
  await Sentry.flush(1000);
  const taken = takeEvents();
  const textOf = ({ message, exception }: Event): string => message ?? exception?.values[0]?.value ?? '';
  return ids.map(id => taken.find(event => new RegExp(`\\b${id}$`).test(textOf(event)))!);
}

/** Checks that the event of each order has the order's own tag, breadcrumb, trace and spans. */
async function eachHasItsOwn(): Promise<void> {
  const spans = await all(order);
  const sent = await events();
  ids.forEach(id => {
    const { tags, breadcrumbs, contexts } = sent[id]!;
    assert.is(tags?.['order'], id);
    assert.equal(
      breadcrumbs?.flatMap(({ message }) => (message?.startsWith('pays') ? [message] : [])),
      [`pays ${id}`],
    );
    assert.equal([contexts.trace.parent_span_id, contexts.trace.span_id], spans[id]);
  });
  assert.is(new Set(sent.map(({ contexts }) => contexts.trace.trace_id)).size, 1, 'one trace a page, as Sentry has it');
}

/**
 * Registers the cases.
 *
 * @param more - Adds further cases.
 */
export function sentry(more: (test: ReturnType<typeof suite>) => void = () => {}): void {
  const test = suite(`Sentry ${Sentry.SDK_VERSION}`);
  test.before.each(() => void takeEvents());

  test('installed before `init`: each event has its own tags, breadcrumbs and spans', eachHasItsOwn);

  test('the current scope: `withScope`, within and after awaits, and where a scope is given', async () => {
    const outside = Sentry.getCurrentScope();
    await all(id =>
      Sentry.withScope(async scope => {
        scope.setTag('flow', id);
        await after(id % 3);
        assert.is(Sentry.getCurrentScope(), scope);
        await Sentry.withScope(async inner => {
          inner.setTag('inner', id);
          await null;
          assert.is(Sentry.getCurrentScope(), inner);
        });
        assert.is(Sentry.getCurrentScope(), scope);
        Sentry.captureMessage(`flow ${id}`);
      }),
    );
    assert.equal(
      (await events()).map(({ tags }) => tags),
      ids.map(id => ({ flow: id })),
    );
    assert.is(Sentry.getCurrentScope(), outside);

    const given = new Sentry.Scope();
    const isolation = Sentry.getIsolationScope();
    const seen = await Sentry.withScope(given, async scope => {
      await after(1);
      return [scope, Sentry.getCurrentScope(), Sentry.getIsolationScope()];
    });
    assert.equal(
      seen.map(scope => scope === given),
      [true, true, false],
    );
    assert.is(seen[2], isolation);
  });

  test('the isolation scope: both are forked, and where a scope is given', async () => {
    const [scope, isolation] = [Sentry.getCurrentScope(), Sentry.getIsolationScope()];
    const seen = await all(id =>
      Sentry.withIsolationScope(async own => {
        Sentry.getCurrentScope().setTag('current', id);
        own.setTag('isolation', id);
        await after(id % 3);
        Sentry.captureMessage(`flow ${id}`);
        return own === Sentry.getIsolationScope() && own !== isolation && Sentry.getCurrentScope() !== scope;
      }),
    );
    assert.ok(seen.every(Boolean));
    assert.equal(
      (await events()).map(({ tags }) => tags),
      ids.map(id => ({ current: id, isolation: id })),
    );
    const given = new Sentry.Scope();
    assert.is(await Sentry.withIsolationScope(given, async () => (await after(1), Sentry.getIsolationScope())), given);
    assert.equal([Sentry.getCurrentScope() === scope, Sentry.getIsolationScope() === isolation], [true, true]);
    assert.equal([scope.getScopeData().tags, isolation.getScopeData().tags], [{}, {}]);
  });

  test('spans: of each way to start one, the parent is the one that is active', async () => {
    const parentOf = (span: Parameters<typeof Sentry.spanToTraceHeader>[0]): unknown =>
      (Sentry.spanToJSON as (span: unknown) => { parent_span_id?: string })(span).parent_span_id;
    await all(id =>
      Sentry.startSpanManual({ name: `root ${id}` }, async (root, end) => {
        await after(id % 3);
        const idle = Sentry.startInactiveSpan({ name: `idle ${id}` });
        assert.is(parentOf(idle), root.spanContext().spanId);
        await Sentry.startSpan({ name: `child ${id}` }, async child => {
          await null;
          assert.is(parentOf(child), root.spanContext().spanId);
          await Sentry.startSpan({ name: `grandchild ${id}` }, async grandchild => assert.is(parentOf(grandchild), child.spanContext().spanId));
          await Sentry.withActiveSpan(idle, async () => {
            await after(1);
            assert.is(Sentry.getActiveSpan(), idle);
          });
          assert.is(Sentry.getActiveSpan(), child);
        });
        await Sentry.withActiveSpan(null, async () => (await after(1), assert.is(Sentry.getActiveSpan(), undefined)));
        idle.end();
        end();
      }),
    );
    assert.is(Sentry.getActiveSpan(), undefined);
  });

  test('traces: `continueTrace` and `startNewTrace` last for what they call', async () => {
    const traces = await all(id => {
      const traceId = `${id}`.padStart(32, 'c');
      const trace = async (): Promise<string> => {
        await after(id % 3);
        return Sentry.startSpan({ name: 'continued' }, async span => (await null, span.spanContext().traceId));
      };
      return id % 2 ? Sentry.startNewTrace(trace) : Sentry.continueTrace({ sentryTrace: `${traceId}-${'b'.repeat(16)}-1`, baggage: undefined }, trace);
    });
    assert.is(new Set(traces).size, ids.length);
    ids.filter(id => id % 2 === 0).forEach(id => assert.is(traces[id], `${id}`.padStart(32, 'c')));
  });

  test('`suppressTracing` lasts for what it calls, and for nothing else', async () => {
    const isRecording = async (): Promise<boolean> => {
      await after(1);
      return Sentry.startSpan({ name: 'perhaps' }, span => span.isRecording());
    };
    assert.equal(
      await all(id => (id % 2 ? Sentry.suppressTracing(isRecording) : isRecording())),
      ids.map(id => id % 2 === 0),
    );
  });

  test('errors and results are those of the callback', async () => {
    const error = new Error('thrown');
    const result = Promise.resolve();
    for (const run of [Sentry.withScope, Sentry.withIsolationScope] as ((callback: () => unknown) => unknown)[]) {
      assert.is(
        run(() => result),
        result,
      );
      assert.throws(
        () =>
          run(() => {
            throw error;
          }),
        (thrown: unknown) => thrown === error,
      );
    }
  });

  more(test);

  test('a strategy that is there is left, and what is not ours is not taken back', async () => {
    uninstall();
    const theirs = {} as Parameters<typeof setAsyncContextStrategy>[0];
    setAsyncContextStrategy(theirs);
    installStrategy()();
    const { acs } = (globalThis as any).__SENTRY__[Sentry.SDK_VERSION];
    setAsyncContextStrategy(undefined);
    assert.is(acs, theirs);
  });

  test('without it, the event of one flow has the tag of another', async () => {
    await all(order);
    const sent = await events();
    assert.ok(
      sent.some(({ tags }, id) => tags?.['order'] !== id),
      'the test shows nothing otherwise',
    );
    Sentry.getIsolationScope().clearBreadcrumbs();
  });

  test('installed after `init`: each event has its own again', async () => {
    const undo = installStrategy();
    installStrategy()(); // a second call does nothing
    await eachHasItsOwn();
    undo();
    undo();
    installStrategy();
  });

  test.run();
}
