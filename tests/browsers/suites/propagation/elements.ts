// The events of elements that load have the context in which the loading was started: by a property, an attribute or an insertion.
import * as assert from 'uvu/assert';
import { amidOthers, current, event, notes, sleep, table, within, type Row } from './context.ts';

declare const document: any, location: any, Image: any, Audio: any;

const { add, run } = table('elements');
const page = ['document'];

const make = (tag: string, properties: object = {}): any => Object.assign(document.createElement(tag), properties);
const put = (element: any): any => document.body.appendChild(element);
let count = 0;
// `/slow` answers `slow`, which is also run as a script.
(globalThis as any).slow = true;
const fresh = (path: string): string => `${path}${path.includes('?') ? '&' : '?'}n=${++count}`;
const nothing = () => fresh('/nothing');
const slow = () => fresh('/slow?ms=5');
const picture = () => 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';

/** Navigates a frame. Returns the contexts of the events for that. */
async function navigation(frame: any): Promise<string[]> {
  const seen: string[] = [];
  frame.onload = () => seen.push(current());
  const loaded = event(frame, 'load');
  frame.contentWindow.location.href = slow();
  await loaded;
  return seen;
}

/** An element, the start of its loading, and the event at its end. */
interface Case extends Row {
  make(): any;
  /** Starts the loading. Its result, if there is one, is the element that loads. */
  start(element: any): any;
  readonly type: string;
}

const cases: Case[] = [
  { name: 'img.src', make: () => make('img'), start: img => void (img.src = picture()), type: 'load' },
  { name: 'img.src of nothing', make: () => make('img'), start: img => void (img.src = nothing()), type: 'error' },
  { name: 'img.srcset', make: () => make('img'), start: img => void (img.srcset = `${nothing()} 1x`), type: 'error' },
  { name: 'new Image', make: () => new Image(), start: img => void (img.src = picture()), type: 'load' },
  { name: "img.setAttribute('src')", make: () => make('img'), start: img => img.setAttribute('src', picture()), type: 'load' },
  { name: "img.setAttribute('SRC')", make: () => make('img'), start: img => img.setAttribute('SRC', picture()), type: 'load' },
  { name: 'img.setAttributeNS', make: () => make('img'), start: img => img.setAttributeNS(null, 'src', picture()), type: 'load' },
  { name: 'input.src', make: () => put(make('input', { type: 'image' })), start: input => void (input.src = nothing()), type: 'error' },
  {
    name: 'source.srcset in a picture',
    make: () => make('img'),
    type: 'error',
    start(img) {
      // The last step is the one that starts the loading.
      const outer = img.parentNode ?? make('picture');
      outer.append(make('source'), img);
      put(outer);
      outer.firstChild.srcset = nothing();
    },
  },
  { name: 'script, appendChild', make: () => make('script', { src: '/echo' }), start: put, type: 'load' },
  { name: 'script, error', make: () => make('script', { src: nothing() }), start: put, type: 'error' },
  { name: 'script.src in the document', make: () => put(make('script')), start: script => void (script.src = nothing()), type: 'error' },
  { name: 'link, append', make: () => make('link', { rel: 'stylesheet', href: nothing() }), start: link => document.head.append(link), type: 'error' },
  { name: 'link.href in the document', make: () => put(make('link', { rel: 'stylesheet' })), start: link => void (link.href = nothing()), type: 'error' },
  { name: 'style, append', make: () => make('style', { textContent: 'p {}' }), start: style => document.head.append(style), type: 'load' },
  { name: 'iframe, appendChild', make: () => make('iframe', { src: slow() }), start: put, type: 'load' },
  { name: 'iframe, empty', unpatched: 'it is loaded at once, while it is inserted', make: () => make('iframe'), start: put, type: 'load' },
  {
    name: 'iframe.srcdoc in the document',
    make: () => put(make('iframe', { src: '/slow?ms=5000' })),
    start: frame => void (frame.srcdoc = 'text'),
    type: 'load',
  },
  { name: 'iframe.src in the document', make: () => put(make('iframe', { src: '/slow?ms=5000' })), start: frame => void (frame.src = slow()), type: 'load' },
  { name: 'object, append', make: () => make('object', { type: 'image/gif', data: picture() }), start: object => document.body.append(object), type: 'load' },
  {
    name: 'object.data in the document',
    async make() {
      const made = put(make('object', { type: 'image/gif' }));
      // Firefox first fires an event for the element without data.
      await sleep(50);
      return made;
    },
    start: object => void (object.data = picture()),
    type: 'load',
  },
  { name: 'embed, append', make: () => make('embed', { type: 'text/plain', src: slow() }), start: embed => document.body.append(embed), type: 'load' },
  { name: 'audio.src', make: () => make('audio'), start: audio => void (audio.src = nothing()), type: 'error' },
  { name: "video.setAttribute('src')", make: () => make('video'), start: video => video.setAttribute('src', nothing()), type: 'error' },
  {
    name: 'video.load()',
    make: () => make('video'),
    start: video => {
      within('other', () => (video.src = nothing()));
      video.load();
    },
    type: 'error',
  },
  {
    name: 'video, loadstart of a source that is inserted',
    make: () => make('video'),
    start: video => video.append(make('source', { src: nothing() })),
    type: 'loadstart',
  },
  { name: 'new Audio', make: () => undefined, start: () => new Audio(nothing()), type: 'error' },
  ...(
    [
      ['insertBefore', (node, mark) => document.body.insertBefore(node, mark)],
      ['replaceChild', (node, mark) => document.body.replaceChild(node, mark)],
      ['prepend', node => document.body.prepend(node)],
      ['append', node => document.body.append('text', node)],
      ['before', (node, mark) => mark.before(node)],
      ['after', (node, mark) => mark.after('text', node)],
      ['replaceWith', (node, mark) => mark.replaceWith(node)],
      ['replaceChildren', (node, mark) => mark.replaceChildren(node)],
      ['text.before', (node, mark) => mark.appendChild(document.createTextNode('text')).before(node)],
      ['insertAdjacentElement', (node, mark) => mark.insertAdjacentElement('beforeend', node)],
      [
        'fragment',
        (node, mark) => {
          const all = document.createDocumentFragment();
          all.append(node);
          mark.append(all);
        },
      ],
      [
        'a tree',
        (node, mark) => {
          const outer = make('div', { innerHTML: '<p><b></b></p>' });
          outer.firstChild.firstChild.append(node);
          mark.append(outer);
        },
      ],
      [
        'a form with fields of bad names',
        (node, mark) => {
          const form = make('form', { innerHTML: '<input name=isConnected><input name=firstElementChild><input name=startContainer>' });
          form.append(node);
          mark.append(form);
        },
      ],
      [
        'a shadow tree',
        (node, mark) => {
          mark.attachShadow({ mode: 'closed' }).append(node);
        },
      ],
      [
        'Range.insertNode',
        (node, mark) => {
          const range = document.createRange();
          range.selectNodeContents(mark);
          range.insertNode(node);
        },
      ],
    ] as [string, (node: any, mark: any) => unknown][]
  ).map(
    ([name, insert]): Case => ({
      name: `insertion: ${name}`,
      make: () => make('script', { src: nothing() }),
      start(script) {
        const mark = put(make('div'));
        insert(script, mark);
      },
      type: 'error',
    }),
  ),
];

for (const row of cases) {
  for (const context of ['start', undefined]) {
    add({ ...row, needs: page, name: `${row.name}: ${context ? 'in the context of the start' : 'started in no context'}` }, async () => {
      const { note, all } = notes();
      await amidOthers(async () => {
        const made = await within('construction', row.make);
        const listen = (target: any) =>
          within('registration', () => {
            target.addEventListener(row.type, () => note('listener'));
            target.addEventListener(row.type, { handleEvent: () => note('object') }, true);
            target[`on${row.type}`] = () => note('handler');
            return event(target, row.type);
          });
        const before = made && listen(made);
        const returned = within(context, () => row.start(made));
        await (before ?? listen(returned));
        (made ?? returned).remove();
      });
      const expected = context ?? 'empty';
      assert.equal(await all(), { listener: expected, object: expected, handler: expected });
    });
  }
}

add({ needs: page, name: 'a capturing listener of the document sees the context of the element' }, async () => {
  const { note, all } = notes();
  const img = make('img');
  put(img);
  const listener = (event: any) => event.target === img && note('document');
  within('registration', () => document.addEventListener('error', listener, true));
  const ended = event(img, 'error');
  within('start', () => (img.src = nothing()));
  await ended;
  document.removeEventListener('error', listener, true);
  assert.equal(await all(), { document: 'start' });
});

add({ needs: page, name: 'loading that starts again is in the context of the last start' }, async () => {
  const img = make('img');
  const seen: string[] = [];
  img.onload = img.onerror = () => seen.push(current());
  for (const context of ['first', 'second', undefined, 'third']) {
    const ended = event(img, 'error');
    within(context, () => (img.src = nothing()));
    await ended;
  }
  within('fourth', () => (img.src = fresh('/slow?ms=1000')));
  within('fifth', () => (img.src = picture()));
  await event(img, 'load');
  assert.equal(seen, ['first', 'second', 'empty', 'third', 'fifth']);
});

add({ needs: page, name: 'all listeners of one event see one context, whatever the first starts' }, async () => {
  const img = make('img');
  const seen: string[] = [];
  img.addEventListener('error', () => within('second', () => (img.src = picture())), { once: true });
  img.addEventListener('error', () => seen.push(current()));
  img.addEventListener('load', () => seen.push(current()));
  const loaded = event(img, 'load');
  within('first', () => (img.src = nothing()));
  await loaded;
  assert.equal(seen, ['first', 'second']);
});

add({ needs: page, name: "a navigation in a frame is nobody's, though somebody inserted the frame" }, async () => {
  const frame = make('iframe', { src: slow() });
  const loaded = event(frame, 'load');
  within('insertion', () => put(frame));
  await loaded;
  assert.equal(await navigation(frame), ['empty']);
  frame.remove();
});

add({ needs: page, name: 'moving a script, or a node beside it, does not change its context' }, async () => {
  const { note, all } = notes();
  const script = make('script', { src: slow() });
  script.onload = script.onerror = () => note('it');
  const ended = new Promise(resolve => ['load', 'error'].forEach(type => script.addEventListener(type, resolve)));
  within('insertion', () => put(script));
  within('other', () => {
    document.body.insertBefore(make('p'), script);
    put(script);
    script.src = nothing();
    script.setAttribute('src', nothing());
  });
  await ended;
  assert.equal(await all(), { it: 'insertion' });
  script.remove();
});

add({ needs: page, name: 'an insertion that fails starts nothing' }, async () => {
  const frame = make('iframe');
  const outer = put(make('div'));
  within('insertion', () => outer.append(frame));
  await sleep(20);
  within('failing', () => assert.throws(() => frame.append(outer)));
  assert.equal(await navigation(frame), ['empty']);
  outer.remove();
});

add({ needs: page, name: 'images made by innerHTML are in no context' }, async () => {
  const { note, all } = notes();
  const outer = put(make('div'));
  within('start', () => (outer.innerHTML = `<img src="${nothing()}">`));
  const img = outer.firstChild;
  img.onerror = () => note('handler');
  await event(img, 'error');
  assert.equal(await all(), { handler: 'empty' });
  outer.remove();
});

add({ needs: page, name: 'a handler in an attribute is in no context' }, async () => {
  const img = make('img');
  (globalThis as any).noteOfHandler = () => (img.seen = current());
  img.setAttribute('onerror', 'noteOfHandler()');
  const ended = event(img, 'error');
  within('start', () => (img.src = nothing()));
  await ended;
  assert.is(img.seen, 'empty');
});

run();
