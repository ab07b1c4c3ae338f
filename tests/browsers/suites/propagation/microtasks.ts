// Work that the engine does for several flows in one microtask, or while one of them waits: each flow sees its own context or none.
import * as assert from 'uvu/assert';
import { watching } from './before.ts';
import { current, element, notes, request, sleep, table, within, isByZone, NativePromise } from './context.ts';

declare const document: any, customElements: any, HTMLElement: any, MouseEvent: any, HTMLDetailsElement: any, HTMLDialogElement: any;

const global = globalThis as Record<string, any>;
const { add, run } = table('one microtask for several flows');

/** Changes that are reported to something registered before the first Variable. zone.js wraps listeners when they are called, and elements' reactions, too. */
const early: Record<string, [told: 'observer' | 'slot' | 'element', change: () => void]> = {
  'a MutationObserver': ['observer', () => (watching!.observed.title += 'changed')],
  'a listener for slotchange': ['slot', () => watching!.host.append('text')],
  'formResetCallback of an element': ['element', () => watching!.form.lastChild.click()],
};

// These come first, since later tests define elements that change how a click works. This is an exception that the README names.
for (const [name, [told, change]] of Object.entries(early)) {
  add({ name: `${name} from before the first Variable sees whoever comes first in a task`, needs: ['ElementInternals'] }, async () => {
    const seen: string[] = [];
    watching!.told[told] = () => seen.push(current());
    within('first', change);
    within('second', change);
    await sleep(5);
    assert.equal([...new Set(seen)], [isByZone && told !== 'observer' ? 'empty' : 'first']);
  });
}

let count = 0;
/** Defines an element that records the contexts of one of its callbacks by its id. Returns undefined if built-in elements cannot be customized. */
function define(Base: any, callback: string, seen: Record<string, string[]>, builtIn?: string): string | undefined {
  const name = `left-${++count}`;
  class Left extends Base {
    static formAssociated = true;
    static observedAttributes = ['open'];
    [callback](): void {
      (seen[(this as any).id] ??= []).push(current());
    }
  }
  customElements.define(name, Left, builtIn ? { extends: builtIn } : {});
  return builtIn && !(document.createElement(builtIn, { is: name }) instanceof Left) ? undefined : name;
}

/** Elements, their content, and the cause of a callback that the engine leaves to a microtask. */
const left: [
  name: string,
  base: () => any,
  callback: string,
  builtIn: string | undefined,
  html: (name: string, id: string) => string,
  act: (outer: any) => void,
][] = [
  ...(
    [
      ['click()', (button: any) => button.click()],
      ['an event', (button: any) => button.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))],
      ['click() in a button', (button: any) => button.firstChild.click()],
    ] as const
  ).map(([how, click]): (typeof left)[number] => [
    `formResetCallback by ${how}`,
    () => HTMLElement,
    'formResetCallback',
    undefined,
    (name, id) => `<form><${name} id=${id}></${name}><button type=reset><b></b></button></form>`,
    outer => click(outer.querySelector('button')),
  ]),
  [
    'attributeChangedCallback for the open of details',
    () => HTMLDetailsElement,
    'attributeChangedCallback',
    'details',
    (name, id) => `<details is=${name} id=${id}><summary></summary></details>`,
    outer => outer.querySelector('summary').click(),
  ],
  [
    'attributeChangedCallback for the open of a dialog',
    () => HTMLDialogElement,
    'attributeChangedCallback',
    'dialog',
    (name, id) => `<dialog is=${name} id=${id}><form method=dialog><button></button></form></dialog>`,
    outer => {
      outer.firstChild.open = true;
      outer.querySelector('button').click();
    },
  ],
  [
    'attributeChangedCallback for the open of a dialog, by requestSubmit',
    () => HTMLDialogElement,
    'attributeChangedCallback',
    'dialog',
    (name, id) => `<dialog is=${name} id=${id}><form method=dialog></form></dialog>`,
    outer => {
      outer.firstChild.open = true;
      outer.querySelector('form').requestSubmit();
    },
  ],
];

for (const [title, base, callback, builtIn, html, act] of left) {
  add({ name: title, needs: ['ElementInternals'] }, async () => {
    const seen: Record<string, string[]> = {};
    const name = define(base(), callback, seen, builtIn);
    // WebKit has no customized built-in elements.
    if (!name) return assert.is(builtIn === undefined, false);
    const outers = ['first', 'second'].map(id => element('div', html(name, id)));
    for (const id of Object.keys(seen)) delete seen[id];
    outers.forEach((outer, index) => within(['first', 'second'][index], () => act(outer)));
    await sleep(5);
    for (const id of ['first', 'second']) {
      assert.ok(seen[id], id);
      assert.equal(
        seen[id]!.filter(context => context !== id && context !== 'empty'),
        [],
        id,
      );
    }
  });
}

add({ name: 'listeners of a click go on in its context', needs: ['ElementInternals'] }, async () => {
  define(HTMLElement, 'formResetCallback', {});
  const { note, all } = notes();
  const button = element('button');
  const pause = NativePromise.resolve();
  let listening: Promise<void> | undefined;
  const listener = async () => {
    note('listener');
    await pause;
    note('after an await');
    await 1;
    note('after another');
  };
  button.addEventListener('click', () => (listening = listener()));
  const going = within(
    'click',
    () => (
      button.click(),
      (async () => {
        await 1;
        note('caller');
        await 1;
        note('caller, later');
      })()
    ),
  );
  await going;
  await listening;
  const seen = await all();
  assert.equal([seen['after an await'], seen['after another'], seen.caller], ['click', 'click', 'click']);
});

/** Ways to give a slot a handler in markup. */
const handlers: Record<string, (host: any, code: string) => void> = {
  innerHTML: (host, code) => (host.attachShadow({ mode: 'closed' }).innerHTML = `<slot onslotchange="${code}"></slot>`),
  setAttribute: (host, code) => {
    const tree = host.attachShadow({ mode: 'open' });
    tree.innerHTML = '<p><slot></slot></p>';
    tree.firstChild.firstChild.setAttribute('onslotchange', code);
  },
  'markup around it': (host, code) => (host.attachShadow({ mode: 'open' }).innerHTML = `<p onslotchange="${code}"><slot></slot></p>`),
};

for (const [name, give] of Object.entries(handlers)) {
  add({ name: `onslotchange by ${name}`, needs: ['document'] }, async () => {
    const seen: Record<string, string[]> = {};
    global.slotChanged = async (id: string) => {
      (seen[id] ??= []).push(current());
      await 1;
      seen[id]!.push(current());
    };
    const hosts = ['first', 'second'].map(id => {
      const host = element('div');
      give(host, `slotChanged('${id}')`);
      return [id, host];
    });
    for (const [id, host] of hosts) within(id, () => host.append('text'));
    await sleep(5);
    assert.equal(seen, { first: ['empty', 'empty'], second: ['empty', 'empty'] });
  });
}

add({ name: 'slotchange where no handler is markup ends nothing', needs: ['document'] }, async () => {
  const host = element('div');
  host.attachShadow({ mode: 'open' }).innerHTML = '<slot></slot>';
  const seen: string[] = [];
  await within('flow', async () => {
    host.append('text');
    await 1;
    seen.push(current());
  });
  assert.equal(seen, ['flow']);
});

add({ name: 'messages that Firefox delivers during a synchronous request', needs: ['XMLHttpRequest', 'document'] }, async () => {
  const { note, all } = notes();
  const { port1, port2 } = new MessageChannel();
  let messages = 0;
  const delivered = new Promise<void>(resolve => {
    port1.onmessage = async () => {
      note('message');
      await Promise.resolve();
      note('after an await');
      if (++messages === 2) resolve();
    };
  });
  within('flow', () => {
    for (let i = 0; i < 2; i++) port2.postMessage(i);
    const xhr = request('GET', '/slow?ms=100', false)();
    xhr.onreadystatechange = () => note('readystatechange');
    xhr.onload = () => note('load');
    xhr.send();
    note('the caller');
  });
  await delivered;
  port1.close();
  assert.equal(await all(), { message: 'empty', 'after an await': 'empty', readystatechange: 'flow', load: 'flow', 'the caller': 'flow' });
});

add({ name: 'onslotchange in a declarative shadow tree sees whoever comes first in a task', needs: ['Element.prototype.setHTMLUnsafe'] }, async () => {
  const outer = element('div');
  outer.setHTMLUnsafe('<div><template shadowrootmode=open><slot onslotchange="declared()"></slot></template></div>');
  await sleep(5);
  const seen = await new Promise(resolve => {
    global.declared = () => resolve(current());
    within('first', () => outer.firstChild.append('text'));
  });
  assert.is(seen, 'first');
});

run();
