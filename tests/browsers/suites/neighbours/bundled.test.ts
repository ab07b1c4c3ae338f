// An app with the installed package in the bundles of several bundlers, each in a realm of its own.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { loadScript, makeFrame } from './frame.js';

const test = suite('bundled');
const own = 'a a, default default, b b';

for (const name of ['esbuild', 'rollup', 'vite', 'webpack']) {
  test(`${name}: the carrier of browsers, and each flow has its own context`, async () => {
    const frame = await makeFrame();
    assert.is(await loadScript(frame, `/bundled/${name}.js`), undefined);
    const { carrier, same, seen } = await frame.results;
    assert.is(carrier, 'browser');
    assert.is(same, true);
    // Joined to text, since the arrays belong to another realm.
    const joined = Object.fromEntries(Object.entries(seen as Record<string, string[]>).map(([wait, each]) => [wait, each.join(', ')]));
    assert.equal(joined, { value: own, settled: own, call: own, chain: own, timer: own, fetch: own });
  });
}

test.run();
