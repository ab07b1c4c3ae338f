// LangGraph.js in a page: a workflow with tasks and an interrupt, and a state graph. The first two lines are what a page needs. Start from this.
import { AsyncLocalStorageProviderSingleton } from '@langchain/core/singletons';
import { AsyncLocalStorage } from '../../../src/interop/async-local-storage.js'; // asynccontext/async-local-storage
import { Snapshot } from '../../../src/index.js'; // asynccontext
import { Annotation, Command, END, entrypoint, getConfig, interrupt, MemorySaver, START, StateGraph, task } from '@langchain/langgraph/web';

AsyncLocalStorageProviderSingleton.initializeGlobalInstance(new AsyncLocalStorage());

const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** The thread of the running code, according to LangGraph's async context. */
const thread = (): unknown => getConfig()?.configurable?.['thread_id'];

const draft = task('draft', async (topic: string) => {
  await after(2);
  return { text: `a draft on ${topic}`, seen: thread() };
});

const review = task('review', async (text: string) => {
  await null;
  await Promise.all([after(1), Promise.resolve()]);
  return { remarks: [...text].filter(letter => letter === 'a').length, seen: thread() };
});

/** Writes drafts, has them reviewed, and asks a person for approval. */
export const workflow = entrypoint({ name: 'workflow', checkpointer: new MemorySaver() }, async (topics: string[]) => {
  const threads = [thread()];
  const drafts = await Promise.all(topics.map(topic => draft(topic)));
  threads.push(thread());
  const reviews = await Promise.all(drafts.map(({ text }) => review(text)));
  await after(1);
  threads.push(thread());
  const answer = interrupt({ question: 'Will that do?', drafts: drafts.map(({ text }) => text) }) as string;
  await fetchNothing();
  threads.push(thread(), ...drafts.map(({ seen }) => seen), ...reviews.map(({ seen }) => seen));
  return { answer, remarks: reviews.map(({ remarks }) => remarks), threads };
});

const fetchNothing = async (): Promise<void> => void (await after(1).then(() => null));

const State = Annotation.Root({
  count: Annotation<number>(),
  threads: Annotation<unknown[]>({ reducer: (before, more) => [...before, ...more], default: () => [] }),
});

/** Counts down, and records in every node the thread that it finds after its awaits. */
export const graph = new StateGraph(State)
  .addNode('step', async ({ count }) => {
    await null;
    await after(count % 2);
    return { count: count - 1, threads: [thread()] };
  })
  .addNode('side', async () => {
    await after(2);
    await Promise.resolve();
    return { threads: [thread()] };
  })
  .addNode('ask', async () => {
    await after(1);
    const answer = interrupt('Go on?') as string;
    await after(1);
    return { threads: [thread(), answer] };
  })
  .addEdge(START, 'step')
  .addConditionalEdges('step', ({ count }) => (count > 0 ? ['step', 'side'] : 'ask'), ['step', 'side', 'ask'])
  .addEdge('ask', END)
  .compile({ checkpointer: new MemorySaver() });

/**
 * Calls `interrupt` after two awaits of values in a row: `await (await undefined)`, as with helpers that return no promise. In a browser no hook sees these
 * two. The transform keeps the context; without it, keep a Snapshot.
 */
const askLate = (isKept: boolean) =>
  entrypoint({ name: `ask late, ${isKept ? 'kept' : 'as it is'}`, checkpointer: new MemorySaver() }, async (question: string) => {
    const context = new Snapshot();
    await await undefined;
    return isKept ? context.run(() => interrupt(question) as string) : (interrupt(question) as string);
  });
export const late = { asItIs: askLate(false), kept: askLate(true) };

export { Command };
