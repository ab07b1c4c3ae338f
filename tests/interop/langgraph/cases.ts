// What LangGraph.js does when its async context works: several threads at once, each finding its own configuration after every await.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Command, graph, workflow } from './application.js';

const ids = ['one', 'two', 'three', 'four', 'five'];
const config = (id: string) => ({ configurable: { thread_id: id } });
const all = <T>(run: (id: string) => Promise<T>): Promise<T[]> => Promise.all(ids.map(run));

/** Registers the cases. */
export function langgraph(): void {
  const test = suite('LangGraph');

  test('functional API: tasks, interrupt and resume, five threads at once', async () => {
    const asked = (await all(id => workflow.invoke([`alpha ${id}`, `beta ${id}`], config(id)))) as unknown as Record<string, { value: { drafts: string[] } }[]>[];
    assert.equal(asked.map(result => result['__interrupt__']![0]!.value.drafts), ids.map(id => [`a draft on alpha ${id}`, `a draft on beta ${id}`]));
    const resumed = await all(id => workflow.invoke(new Command({ resume: `yes from ${id}` }), config(id)));
    const done = resumed as unknown as Awaited<(typeof resumed)[number]>[];
    done.forEach(({ answer, threads }, index) => {
      const id = ids[index]!;
      assert.is(answer, `yes from ${id}`);
      assert.equal(threads, Array.from({ length: 8 }, () => id));
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

  test.run();
}
