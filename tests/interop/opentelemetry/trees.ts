// Builds trees from the collector's spans.

/** A span as the collector returns it. */
export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly service: string;
}

const urlOf = ({ attributes }: Span): string => String(attributes['http.url'] ?? attributes['url.full'] ?? '');

/** A span's name in a tree. A request is named by its path, since all requests have the same name. */
const label = (span: Span): string => (/\bGET$/.test(span.name) ? `GET ${new URL(urlOf(span)).pathname}` : span.name);

/** The flow that a span's attribute names, if there is one. It must never be in another flow's trace. */
export const flowOf = (span: Span): string | undefined =>
  /[?&]flow=(\w+)/.exec(urlOf(span))?.[1] ?? /^(\w+): /.exec(span.name)?.[1] ?? (span.attributes['flow'] as string | undefined);

/** One trace as lines: children indented by two, siblings sorted by name. Spans whose parent is missing are roots. */
export function treeOf(spans: readonly Span[]): string[] {
  const ids = new Set(spans.map(span => span.spanId));
  const below = (parent: string | undefined, depth: number): string[] =>
    spans
      .filter(span => (parent === undefined ? !span.parentSpanId || !ids.has(span.parentSpanId) : span.parentSpanId === parent))
      .sort((a, b) => (label(a) < label(b) ? -1 : 1))
      .flatMap(span => [`${'  '.repeat(depth)}${label(span)}`, ...below(span.spanId, depth + 1)]);
  return below(undefined, 0);
}

/** The spans of each trace. */
export function traces(spans: readonly Span[]): Span[][] {
  const all = new Map<string, Span[]>();
  for (const span of spans) all.set(span.traceId, [...(all.get(span.traceId) ?? []), span]);
  return [...all.values()];
}

/** The names of a span's ancestors, the root first, and its own name. */
export function ancestry(span: Span, spans: readonly Span[]): string[] {
  const parent = spans.find(({ spanId }) => spanId === span.parentSpanId);
  return [...(parent ? ancestry(parent, spans) : []), label(span)];
}
