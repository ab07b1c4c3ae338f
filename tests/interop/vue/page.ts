// Vue 3 in a browser: withAsyncContext together with the store, and the page's behaviour.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { click } from '../../browsers/rig/page/rig.js';
import { until } from '../../until.js';
import { seen, startApplication, storage } from './application.js';

const text = (selector: string): string => document.querySelector(selector)?.textContent ?? '';
const shown = (condition: () => boolean, what: string): Promise<void> => until(condition, () => `${what}, got ${document.body.innerHTML.slice(0, 500)}`);
const take = (where: string): (string | undefined)[] => seen.filter(([place]) => place === where).map(([, store]) => store);

test('asynchronous setup: the instance and the store after every await', async () => {
  startApplication();
  await shown(() => text('#one') === 'one: 0' && text('#two') === 'two: 0', 'both panels');
  for (const id of ['one', 'two']) {
    assert.equal(take(`setup of ${id}`), ['start', 'start']);
    assert.equal(take(`in the setup of ${id}`), ['start']);
    assert.equal(take(`mounted ${id}`), ['start']);
  }
});

test('handlers, and the watchers that their changes cause, two at once', async () => {
  await click('#one');
  await click('#two');
  await shown(() => ['one', 'two'].every(id => text(`#${id}`) === `${id}: 1` && take(`watcher of ${id}`).length === 2), 'both counted');
  for (const id of ['one', 'two']) {
    assert.equal(take(`handler of ${id}`), [`click ${id}`, `click ${id}`]);
    const [start, end] = take(`watcher of ${id}`);
    // The first change causes a flush, and all watchers of that flush run in the store of whoever made this change.
    assert.ok(start?.startsWith('click '), String(start));
    assert.is(end, start);
  }
  assert.is(storage.getStore(), undefined);
});

test.run();
