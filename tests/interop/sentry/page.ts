// Sentry in a page, with the events of its integrations for browsers.
import * as Sentry from '@sentry/browser';
import * as assert from 'uvu/assert';
import { sentry } from './cases.js';
import { takeEvents } from './transport.js';

const ids = [0, 1, 2, 3, 4];
const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

sentry(test => {
  test('an error of a page’s callback has the tag of the flow that passed the callback', async () => {
    addEventListener('error', event => event.preventDefault());
    await Promise.all(
      ids.map(id =>
        Sentry.withScope(async scope => {
          scope.setTag('flow', id);
          await after(1);
          setTimeout(() => {
            throw new Error(`thrown ${id}`);
          }, 5 - id);
        }),
      ),
    );
    await after(50);
    await Sentry.flush(1000);
    const sent = takeEvents().map(({ exception, tags }) => [exception?.values[0]?.value, tags]);
    assert.equal(
      sent.sort(),
      ids.map(id => [`thrown ${id}`, { flow: id }]),
    );
  });

  test('requests: the breadcrumb and the span are those of the flow that asks', async () => {
    const parents = new Map<string, string | undefined>();
    Sentry.getClient()!.on('spanStart', span => {
      const json = (Sentry.spanToJSON as unknown as (span: unknown) => { parent_span_id?: string })(span);
      const [asked] = /asked-\d/.exec(JSON.stringify(json)) ?? [];
      if (asked) parents.set(asked, json.parent_span_id);
    });
    const spans = await Promise.all(
      ids.map(id =>
        Sentry.withIsolationScope(() =>
          Sentry.startSpan({ name: 'asks' }, async span => {
            await after(5 - id);
            await fetch(`/asked-${id}`);
            Sentry.captureMessage(`asked ${id}`);
            return span.spanContext().spanId;
          }),
        ),
      ),
    );
    await Sentry.flush(1000);
    for (const { message, breadcrumbs } of takeEvents()) {
      const urls = breadcrumbs!.filter(({ category }) => category === 'fetch').map(({ data }) => data!.url);
      assert.equal(
        urls.map(url => url!.replace(/^.*\//, '')),
        [message!.replace(' ', '-')],
      );
    }
    assert.equal(
      ids.map(id => parents.get(`asked-${id}`)),
      spans,
    );
  });
});
