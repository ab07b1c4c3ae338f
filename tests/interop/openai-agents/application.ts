// Traced agents of the OpenAI Agents SDK in a page. All that a page needs is the call of setTracingContextStorage. Start from this.
import {
  Agent,
  createCustomSpan,
  getCurrentSpan,
  getCurrentTrace,
  Runner,
  setTraceProcessors,
  setTracingContextStorage,
  setTracingDisabled,
  tool,
  withTrace,
} from '@openai/agents-core';
import { assistantMessage, functionCall, modelResponder, ScriptedModel } from '@openai/agents-core/testing';
import { z } from 'zod';
import { AsyncLocalStorage } from '../../../src/interop/async-local-storage.js'; // asynccontext/async-local-storage

setTracingContextStorage(new AsyncLocalStorage());
setTracingDisabled(false);

const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** A span as a span processor gets it. */
export interface Recorded {
  readonly trace: string;
  readonly span: string;
  readonly parent: string | null;
  readonly name: string;
  /** Its place in the order of starts. */
  readonly start: number;
}
const starts: string[] = [];
export const recorded: Recorded[] = [];
/** The names of traces, by id. */
export const traceNames = new Map<string, string>();

setTraceProcessors([
  {
    onTraceStart: async ({ traceId, name }) => void traceNames.set(traceId, name),
    onTraceEnd: async () => {},
    onSpanStart: async ({ spanId }) => void starts.push(spanId),
    onSpanEnd: async ({ traceId, spanId, parentId, spanData }) => {
      recorded.push({
        trace: traceId,
        span: spanId,
        parent: parentId,
        start: starts.indexOf(spanId),
        name: `${spanData.type} ${(spanData as { name?: string }).name ?? ''}`.trim(),
      });
    },
    shutdown: async () => {},
    forceFlush: async () => {},
  },
]);

/** Looks up the weather, slowly, with a span for each source that it asks at the same time. */
const weather = tool({
  name: 'weather',
  description: 'The weather in a city.',
  parameters: z.object({ city: z.string() }),
  async execute({ city }) {
    await null;
    await after(2);
    const trace = getCurrentTrace()?.name;
    const parent = getCurrentSpan();
    await Promise.all(
      ['satellite', 'station'].map(async source => {
        await after(1);
        const span = createCustomSpan({ data: { name: `${source} of ${city}`, data: {} } }, getCurrentSpan() ?? undefined);
        span.start();
        await after(1);
        span.end();
      }),
    );
    return `Rain in ${city}, asked in ${trace} by ${parent?.spanData.type}`;
  },
});

/** A model without a network: asks for the weather, then repeats the answer. */
const model = (city: string) =>
  new ScriptedModel([
    modelResponder(async () => (await after(2), [functionCall('weather', { city }, { callId: `call ${city}` })])),
    modelResponder(async ({ request }) => {
      await after(1);
      const result = (request.input as { type?: string; output?: unknown }[]).find(item => item.type === 'function_call_result');
      const output = result?.output as { text?: string } | string;
      return [assistantMessage(typeof output === 'string' ? output : (output?.text ?? ''))];
    }),
  ]);

/** Asks an agent in a trace of its own. Returns its answer, and the trace and the span that are current after its run. */
export function ask(city: string): Promise<{ output: unknown; traceAfter: unknown; spanAfter: unknown }> {
  const agent = new Agent({ name: `agent for ${city}`, instructions: 'Say what the weather is like.', model: model(city), tools: [weather] });
  return withTrace(`trip to ${city}`, async () => {
    const { finalOutput } = await new Runner().run(agent, `What is the weather like in ${city}?`);
    return { output: finalOutput, traceAfter: getCurrentTrace()?.name, spanAfter: getCurrentSpan() };
  });
}
