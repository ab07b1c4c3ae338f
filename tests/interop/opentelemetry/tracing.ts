// OpenTelemetry in a page: the provider, the exporter, the instrumentations, and a context manager. Start from this.
import type { ContextManager } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { registerInstrumentations } from '@opentelemetry/instrumentation';
import { DocumentLoadInstrumentation } from '@opentelemetry/instrumentation-document-load';
import { FetchInstrumentation } from '@opentelemetry/instrumentation-fetch';
import { UserInteractionInstrumentation } from '@opentelemetry/instrumentation-user-interaction';
import { XMLHttpRequestInstrumentation } from '@opentelemetry/instrumentation-xml-http-request';
import { BatchSpanProcessor, WebTracerProvider } from '@opentelemetry/sdk-trace-web';

const collector = `${location.origin}/v1/traces`;
const ignoreUrls = [collector, /\/collector\b/];

/**
 * Starts tracing.
 *
 * @param contextManager - `new AsyncContextManager()` of `asynccontext/opentelemetry`.
 */
export function startTracing(contextManager: ContextManager): WebTracerProvider {
  const provider = new WebTracerProvider({
    spanProcessors: [new BatchSpanProcessor(new OTLPTraceExporter({ url: collector }))],
  });
  provider.register({ contextManager });
  registerInstrumentations({
    tracerProvider: provider,
    instrumentations: [
      new DocumentLoadInstrumentation(),
      new FetchInstrumentation({ ignoreUrls }),
      new XMLHttpRequestInstrumentation({ ignoreUrls }),
      new UserInteractionInstrumentation(),
    ],
  });
  return provider;
}
