// React 19 with a router in a browser: contexts follow handlers, transitions, loaders and actions, and the page works.
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { click } from '../../browsers/rig/page/rig.js';
import { until } from '../../until.js';
import { Search, set } from '../recipes/use-transition.js';
import { after, expectTwo, interaction, router, seen, startApplication } from './application.js';

const text = (selector: string): string => document.querySelector(selector)?.textContent ?? '';
const shown = (condition: () => boolean, what: string): Promise<void> => until(condition, () => `${what}, got ${document.body.innerHTML.slice(0, 500)}`);
/** The values that were found in a place since the last call. */
const take = (where: string): (string | undefined)[] => seen.filter(([place]) => place === where).map(([, name]) => name);

test('it renders, including suspended components', async () => {
  startApplication();
  await shown(() => text('#late') === 'the late part' && text('h1') === 'home', 'the page');
  await shown(() => take('flow of the effect').length > 0, 'the flow of the effect');
  assert.equal(take('flow of the effect'), ['mounted']);
});

test('handlers and asynchronous transitions, two at once', async () => {
  seen.length = 0;
  expectTwo();
  await click('#one');
  await click('#two');
  await shown(() => ['one', 'two'].every(id => text(`#${id}`) === `${id}: 1` && take(`handed to the effect of ${id}`).length > 0), 'both counted');
  for (const id of ['one', 'two']) {
    assert.equal(take(`handler of ${id}`), [id]);
    assert.equal(take(`transition of ${id}`), [id, id]);
    assert.equal(take(`request ${id}`), [id]);
    assert.equal(take(`handed to the effect of ${id}`), [id]);
  }
});

test('effects run where React calls them: never in the context of another interaction', () => {
  for (const id of ['one', 'two']) {
    for (const where of [`effect of ${id}`, `cleanup of ${id}`]) {
      assert.ok(take(where).length > 0, where);
      assert.equal(
        take(where).filter(name => name !== undefined && name !== id),
        [],
        where,
      );
    }
  }
});

test('loaders run in the context of the navigation, fetchers in that of their handler', async () => {
  seen.length = 0;
  expectTwo();
  await click('#left');
  await click('#right');
  await interaction.run('navigation', () => router.navigate('/item/direct'));
  await shown(() => text('#left') === 'item left' && text('#right') === 'item right' && text('h1') === 'item direct', 'all loaded');
  assert.equal(
    ['left', 'right', 'direct'].map(name => take(`loader of ${name}`)),
    [
      ['left', 'left'],
      ['right', 'right'],
      ['navigation', 'navigation'],
    ],
  );
  assert.equal(take('request item left'), ['left']);
});

test('a link without an interaction has no context', async () => {
  seen.length = 0;
  await click('#link');
  await shown(() => text('h1') === 'item linked', 'the item');
  assert.equal(take('loader of linked'), [undefined, undefined]);
});

test('an action and the loaders that run after it', async () => {
  seen.length = 0;
  const formData = new FormData();
  await interaction.run('submission', () => router.navigate('/item/sent', { formMethod: 'post', formData }));
  await shown(() => text('h1') === 'item sent', 'the item');
  assert.equal([take('action of sent'), take('loader of sent')], [['submission'], ['submission', 'submission']]);
  assert.is(router.state.actionData?.[Object.keys(router.state.actionData)[0]!], 'POST sent');
});

for (const [id, setter, fallbacks] of [
  ['as-it-is', (set, value) => set(value), 1],
  ['with-variable', set, 0],
] as const satisfies [string, typeof set, number][]) {
  test(`useTransition, ${id}: what is set after an await ${fallbacks ? 'is urgent, so that the fallback shows' : 'belongs to the transition, so that what was there stays'}`, async () => {
    let [answer, waits]: [(text: string) => void, number] = [() => {}, 0];
    const ask = async () => (await after(1), { result: new Promise<string>(resolve => (answer = resolve)) });
    const root = createRoot(document.body.appendChild(document.createElement('div')));
    root.render(createElement(Search, { id, ask, first: Promise.resolve('old'), setter }));
    const section = (): HTMLElement | null => document.querySelector(`#${id}`);
    await shown(() => text(`#${id} p`) === 'old', 'the first result');
    new MutationObserver(changes => changes.forEach(({ addedNodes }) => addedNodes.forEach(({ nodeName }) => nodeName === 'I' && waits++))).observe(
      section()!,
      { childList: true, subtree: true },
    );
    await click(`#${id}`);
    await shown(() => section()!.dataset['typed'] === `${id} clicked`, 'what was typed');
    await after(50);
    answer('new');
    await shown(() => text(`#${id} p`) === 'new' && section()!.dataset['pending'] === 'false', 'the new result');
    assert.is(waits, fallbacks);
    root.unmount();
  });
}

test.run();
