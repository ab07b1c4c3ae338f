// The server of the traced page, which is itself traced under our context manager, and the collector to which both export.
import { defaultTextMapGetter, ROOT_CONTEXT, SpanKind, trace } from '@opentelemetry/api';
import { W3CTraceContextPropagator } from '@opentelemetry/core';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BasicTracerProvider, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { AsyncContextManager } from '../../../dist/esm/node/opentelemetry.js';

const contexts = new AsyncContextManager();
const propagator = new W3CTraceContextPropagator();
const wait = ms => new Promise(resolve => setTimeout(resolve, ms));

/** The tracing of each server. The rig has one server for each suite and browser, so nothing here is global. */
const servers = new Map();
function serverAt(origin) {
  if (!servers.has(origin)) {
    const provider = new BasicTracerProvider({
      resource: resourceFromAttributes({ 'service.name': 'server' }),
      spanProcessors: [new SimpleSpanProcessor(new OTLPTraceExporter({ url: `${origin}/v1/traces` }))],
    });
    servers.set(origin, { provider, tracer: provider.getTracer('server'), spans: [] });
  }
  return servers.get(origin);
}

/** Runs a function in a span, which is the active one in everything that the function starts. */
async function inSpan(tracer, name, options, run) {
  const span = tracer.startSpan(name, options, contexts.active());
  try {
    return await contexts.with(trace.setSpan(contexts.active(), span), run);
  } finally {
    span.end();
  }
}

/** The work of a request: it waits, and queries a database, whose code knows nothing of the request. */
async function work(tracer, path, flow) {
  await wait(1);
  await null;
  await inSpan(tracer, `query ${path}`, { attributes: { flow } }, async () => {
    await new Promise(resolve => setImmediate(resolve));
    await wait(2);
  });
}

const value = ({ stringValue, intValue, doubleValue, boolValue }) => stringValue ?? intValue ?? doubleValue ?? boolValue;
const record = attributes => Object.fromEntries((attributes ?? []).map(({ key, value: item }) => [key, value(item)]));

async function collect(request, { spans }) {
  let body = '';
  for await (const chunk of request) body += chunk;
  for (const { resource, scopeSpans } of JSON.parse(body).resourceSpans) {
    const service = record(resource?.attributes)['service.name'] === 'server' ? 'server' : 'page';
    for (const span of scopeSpans.flatMap(scope => scope.spans)) {
      const { traceId, spanId, parentSpanId, name, attributes } = span;
      spans.push({ traceId, spanId, parentSpanId, name, attributes: record(attributes), service });
    }
  }
}

const json = (response, body) => response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(body));

export default async function routes(request, response, { origin, pathname, searchParams }) {
  const server = serverAt(origin);
  if (pathname === '/v1/traces') {
    await collect(request, server);
    json(response, {});
  } else if (pathname === '/collector') {
    await server.provider.forceFlush();
    json(response, server.spans);
  } else if (pathname.startsWith('/api/')) {
    const flow = searchParams.get('flow');
    const caller = propagator.extract(ROOT_CONTEXT, request.headers, defaultTextMapGetter);
    await contexts.with(caller, inSpan, undefined, server.tracer, `server ${pathname}`, { kind: SpanKind.SERVER, attributes: { flow } }, () =>
      work(server.tracer, pathname, flow),
    );
    json(response, { flow });
  } else return false;
  return true;
}
