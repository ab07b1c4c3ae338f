// The traced page of tests/interop/opentelemetry under a context manager: the number of spans with the right ancestors, and the cost of a context.
import { ROOT_CONTEXT, createContextKey, type ContextManager } from '@opentelemetry/api';
import { ZoneContextManager } from '@opentelemetry/context-zone-peer-dep';
import { AsyncContextManager } from '../../../src/interop/opentelemetry.js';
import { expectedTree, startApplication } from '../../interop/opentelemetry/application.js';
import { startTracing } from '../../interop/opentelemetry/tracing.js';
import { ancestry, flowOf, type Span } from '../../interop/opentelemetry/trees.js';
import { report, time } from './work.js';

declare const MANAGER: 'asynccontext' | 'zone';

const post = (figures: Record<string, number>) => report('figures', figures);
const contexts: ContextManager = MANAGER === 'zone' ? new ZoneContextManager() : new AsyncContextManager();
const provider = startTracing(contexts.enable());
const flows = startApplication();
const context = ROOT_CONTEXT.setValue(createContextKey('request'), 1);
let found = 0;

/** For every span of a tree of lines, its name and the names of its ancestors. */
function ancestries(lines: readonly string[]): Set<string> {
  const way: string[] = [];
  return new Set(
    lines.map(line => {
      const depth = (line.length - line.trimStart().length) / 2;
      way.length = depth;
      way[depth] = line.trimStart();
      return way.join(' > ');
    }),
  );
}

async function main(): Promise<void> {
  await Promise.all(Object.values(flows));
  let spans: Span[] = [];
  const wanted = 2 * (expectedTree('a').length - 1);
  for (let tries = 0; tries < 30 && spans.filter(flowOf).length < wanted; tries++) {
    await new Promise(resolve => setTimeout(resolve, 100));
    await provider.forceFlush();
    spans = (await (await fetch('/collector')).json()) as Span[];
  }
  const right = spans.filter(span => {
    const flow = flowOf(span);
    return flow !== undefined && ancestries(expectedTree(flow)).has(ancestry(span, spans).join(' > '));
  });
  const noop = () => {};
  await post({
    right: right.length,
    wanted,
    with: await time(n => {
      for (let i = 0; i < n; i++) contexts.with(context, noop);
    }),
    active: await contexts.with(context, () =>
      time(n => {
        for (let i = 0; i < n; i++) if (contexts.active() === context) found++;
      }),
    ),
    found,
  });
}
void main();
