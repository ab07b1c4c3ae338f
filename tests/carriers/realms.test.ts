// Several realms in one process, as in a test runner: one for each file, or two at once.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const { runtime, runtimes } = (await import(pathToFileURL(join(process.cwd(), 'tests/runtimes.mjs')).href)) as {
  runtime: (name: string) => Promise<string>;
  runtimes: string[];
};
const run = async (node: string, program: string) => {
  const [name, ...options] = node.split(' ') as [string, ...string[]];
  return JSON.parse(execFileSync(await runtime(name), [...options, '--expose-gc', '--no-warnings', `tests/carriers/realms/${program}`], { encoding: 'utf8' }));
};

for (const node of [...runtimes.filter(name => name.startsWith('node-')), 'node-24 --no-async-context-frame']) {
  test(`${node}: a realm that is gone leaves nothing that is alive, and nothing that each await has to look at`, async () => {
    const { realms, alive, storages, seen } = await run(node, 'one-after-the-other.mjs');
    assert.equal({ realms, alive, seen }, { realms: 12, alive: 0, seen: ['mine,mine,mine,mine,'] });
    assert.ok(storages <= 1, `${storages} storages`);
  });

  test(`${node}: two realms in the same flows find their own values`, async () => {
    const { seen, held, last } = await run(node, 'together.mjs');
    assert.equal(seen, ['a none', 'a b', 'inner b', 'a inner', 'a b', 'a b', 'a b', 'x y', 'x b', 'a none', 'none none', 'none only b']);
    assert.ok(held <= 2, `${held} values of 1,000 are held`);
    assert.equal(last, [999, 998]);
  });
}

test.run();
