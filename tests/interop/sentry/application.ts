// Sentry in a page: orders at work side by side, each with its own tags, breadcrumbs and spans. Start from this.
import * as Sentry from '@sentry/browser';
import { installStrategy } from '../../../src/interop/sentry.js'; // asynccontext/sentry
import { transport } from './transport.js';

export const uninstall = installStrategy();

Sentry.init({
  dsn: 'https://key@sentry.invalid/1',
  transport, // belongs to the test: it keeps the events instead of sending them
  tracesSampleRate: 1,
  parentSpanIsAlwaysRootSpan: false, // so that a new span is a child of the active one
  integrations: [Sentry.browserTracingIntegration({ instrumentPageLoad: false, instrumentNavigation: false })],
});

const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** Knows nothing of orders. Its events have the tags, the breadcrumbs and the span of the order. */
async function pay(amount: number): Promise<string> {
  await after(amount % 3);
  return Sentry.startSpan({ name: `pay ${amount}` }, async span => {
    Sentry.addBreadcrumb({ message: `pays ${amount}` });
    await fetch('data:,paid').then(response => response.text());
    Sentry.captureException(new Error(`refused: ${amount}`));
    return span.spanContext().spanId;
  });
}

/** Returns the order's spans: its own, and that of its payment. */
export const order = (id: number): Promise<readonly string[]> =>
  Sentry.withIsolationScope(async () => {
    Sentry.setTag('order', id);
    return Sentry.startSpan({ name: `order ${id}` }, async span => {
      await null;
      return [span.spanContext().spanId, await pay(id)];
    });
  });
