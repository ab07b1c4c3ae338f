// LangGraph.js with a working async context: several threads at once, each of which finds its own configuration after every await.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Command, graph, late, workflow } from './application.js';

const ids = ['one', 'two', 'three', 'four', 'five'];
const config = (id: string) => ({ configurable: { thread_id: id } });
const all = <T>(run: (id: string) => Promise<T>): Promise<T[]> => Promise.all(ids.map(run));

/**
 * Registers the cases.
 *
 * @param seesValues - Whether the context follows awaits of values: in Node, and where all code is transformed.
 */
export function langgraph(seesValues: boolean): void {
  const test = suite('LangGraph');

  test('functional API: tasks, interrupt and resume, five threads at once', async () => {
    const asked = (await all(id => workflow.invoke([`alpha ${id}`, `beta ${id}`], config(id)))) as unknown as Record<
      string,
      { value: { drafts: string[] } }[]
    >[];
    assert.equal(
      asked.map(result => result['__interrupt__']![0]!.value.drafts),
      ids.map(id => [`a draft on alpha ${id}`, `a draft on beta ${id}`]),
    );
    const resumed = await all(id => workflow.invoke(new Command({ resume: `yes from ${id}` }), config(id)));
    const done = resumed as unknown as Awaited<(typeof resumed)[number]>[];
    done.forEach(({ answer, threads }, index) => {
      const id = ids[index]!;
      assert.is(answer, `yes from ${id}`);
      assert.equal(
        threads,
        Array.from({ length: 8 }, () => id),
      );
    });
  });

  test('a state graph with parallel nodes, interrupted and resumed, five threads at once', async () => {
    await all(id => graph.invoke({ count: 3 }, config(id)));
    const done = await all(id => graph.invoke(new Command({ resume: `go on, ${id}` }), config(id)));
    done.forEach(({ count, threads }, index) => {
      const id = ids[index]!;
      assert.is(count, 0);
      assert.is(threads.at(-1), `go on, ${id}`);
      assert.equal(new Set(threads.slice(0, -1)), new Set([id]));
      assert.ok(threads.length >= 6, threads.join());
    });
  });

  test('streams of several threads at once', async () => {
    const seen = await all(async id => {
      const updates: unknown[] = [];
      for await (const chunk of await graph.stream({ count: 2 }, { ...config(`stream ${id}`), streamMode: 'updates' })) {
        updates.push(...Object.values(chunk as Record<string, { threads?: unknown[] }>).flatMap(update => update.threads ?? []));
      }
      return updates;
    });
    seen.forEach((updates, index) => {
      assert.ok(updates.length >= 3);
      assert.equal([...new Set(updates)], [`stream ${ids[index]}`]);
    });
  });

  const ask = (workflow: (typeof late)['kept'], name: string) =>
    all(async id => {
      const asked = (await workflow.invoke(`go on, ${id}?`, config(`${name} ${id}`))) as unknown as Record<string, { value: string }[]>;
      const answer: unknown = await workflow.invoke(new Command({ resume: `yes from ${id}` }), config(`${name} ${id}`));
      return [asked['__interrupt__']![0]!.value, answer];
    });
  const answers = ids.map(id => [`go on, ${id}?`, `yes from ${id}`]);

  test('`interrupt` after `await (await undefined)`, with a Snapshot', async () => assert.equal(await ask(late.kept, 'kept'), answers));

  test(`\`interrupt\` after \`await (await undefined)\`, as it is${seesValues ? '' : ': no graph is found, and never another flow’s'}`, async () => {
    if (seesValues) return assert.equal(await ask(late.asItIs, 'as it is'), answers);
    const errors = await all(id => late.asItIs.invoke('?', config(`as it is ${id}`)).catch((error: Error) => error.message));
    assert.equal(
      errors,
      ids.map(() => 'Called interrupt() outside the context of a graph.'),
    );
  });

  test.run();
}
