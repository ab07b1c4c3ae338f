// The table of patches: which events belong to which task, and when a task starts, as the specifications of the APIs say. Plain objects stand in for the
// targets whose state the rows read.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import * as policy from '../../src/carriers/browser/policy.js';
import { support, unexplained } from '../browsers/support.js';

const { calls, names, tasks } = policy;
type Row = policy.TaskRow;

/** The single names that a name of the table stands for. */
const each = (text: string): string[] =>
  text.split(' ').flatMap(name => {
    const [classes, members] = name.split('.') as [string, string?];
    return members === undefined ? [name] : classes.split(',').flatMap(owner => members.split(',').map(member => `${owner}.${member}`));
  });
const words = (table: policy.Words | undefined): string | undefined => table && Object.keys(table).sort().join(' ');
const sorted = (text: string): string => text.split(' ').sort().join(' ');

const loading = 'loadstart progress suspend abort error emptied stalled durationchange loadedmetadata loadeddata canplay canplaythrough resize';
const both = 'load error';
/** The calls that start tasks, with their switch, the events of the task, and the events that end it. */
const table: [starts: string, name: string, events: string, last?: string][] = [
  // https://xhr.spec.whatwg.org/#events
  ['XMLHttpRequest.send', 'XMLHttpRequest', 'loadstart progress load error loadend readystatechange timeout', 'loadend'],
  // https://w3c.github.io/FileAPI/#events
  ['FileReader.readAs*', 'FileReader', 'loadstart progress load error loadend', 'loadend'],
  // https://w3c.github.io/IndexedDB/#events
  ['IDBFactory.* IDBObjectStore.* IDBIndex.* IDBCursor.update IDBCursor.delete', 'IndexedDB', 'success error blocked upgradeneeded', 'success error'],
  ['IDBDatabase.transaction', 'IndexedDB', 'complete abort', 'complete abort'],
  // https://websockets.spec.whatwg.org/#feedback-from-the-protocol
  ['WebSocket', 'WebSocket', 'open error'],
  ['WebSocket.close', 'WebSocket', 'close'],
  // https://html.spec.whatwg.org/multipage/server-sent-events.html
  ['EventSource', 'EventSource', 'open error'],
  // https://drafts.csswg.org/web-animations-1/#animation-event-types
  ['Element.animate Animation.play Animation.reverse', 'Animation', 'finish cancel remove', 'finish cancel remove'],
  ['HTMLImageElement.src HTMLImageElement.srcset HTMLInputElement.src', 'load', both, both],
  ['HTMLSourceElement.src HTMLSourceElement.srcset', 'load', both, both],
  ['HTMLTrackElement.src', 'load', both, both],
  ['HTMLLinkElement.href HTMLIFrameElement.src HTMLIFrameElement.srcdoc HTMLEmbedElement.src HTMLObjectElement.data', 'load', both, both],
  ['HTMLScriptElement.src', 'load', both, both],
  // https://html.spec.whatwg.org/multipage/media.html#mediaevents
  ['HTMLMediaElement.src HTMLMediaElement.srcObject HTMLMediaElement.load Audio', 'media', loading],
  ['HTMLMediaElement.play', 'media', 'play', 'play'],
  ['HTMLMediaElement.pause', 'media', 'pause', 'pause'],
  ['HTMLMediaElement.playbackRate HTMLMediaElement.defaultPlaybackRate', 'media', 'ratechange', 'ratechange'],
  ['HTMLMediaElement.volume HTMLMediaElement.muted', 'media', 'volumechange', 'volumechange'],
  ['HTMLMediaElement.play', 'media', 'playing waiting timeupdate ended', 'pause ended'],
  ['HTMLMediaElement.currentTime HTMLMediaElement.fastSeek', 'media', 'seeking timeupdate seeked', 'seeked'],
  [
    'HTMLDetailsElement.open HTMLDialogElement.show HTMLDialogElement.showModal HTMLDialogElement.close HTMLDialogElement.requestClose',
    'toggle',
    'toggle',
    'toggle',
  ],
  ['HTMLElement.showPopover HTMLElement.hidePopover HTMLElement.togglePopover', 'toggle', 'toggle', 'toggle'],
  ['HTMLDialogElement.close HTMLDialogElement.requestClose', 'dialog', 'close', 'close'],
  ['Element.requestFullscreen', 'fullscreen', 'fullscreenchange fullscreenerror', 'fullscreenchange fullscreenerror'],
];

/** The row for a call that starts tasks, and an event of these. */
const rowOf = (start: string, event: string): Row => {
  const rows = tasks.filter(row => each(row.starts).includes(start) && row.events[event]);
  assert.is(rows.length, 1, `${start}: ${event}`);
  return rows[0]!;
};

test('each task has its switch, its starts, its events and those that end it', () => {
  assert.is(tasks.length, table.length);
  for (const [starts, name, events, last] of table) {
    for (const event of events.split(' ')) {
      const row = rowOf(starts.split(' ')[0]!, event);
      assert.equal(
        [row.name, each(row.starts).sort(), words(row.events), words(row.last)],
        [name, starts.split(' ').sort(), sorted(events), last && sorted(last)],
      );
    }
  }
});

test('every patch is explained, and every explanation is of a patch', () => {
  assert.equal(unexplained(names), []);
  assert.equal(
    support.flatMap(({ patch }) => (patch === undefined || names.includes(patch) ? [] : [patch])),
    [],
  );
  assert.is(new Set(names).size, names.length);
});

test('calls that end tasks, and objects that fire the same events', () => {
  const ends = tasks.flatMap(({ ends, starts }) => (ends ? [[starts, each(ends).sort().join(' ')]] : []));
  assert.equal(ends, [
    ['XMLHttpRequest.send', 'XMLHttpRequest.abort XMLHttpRequest.open'],
    ['FileReader.readAs*', 'FileReader.abort'],
  ]);
  assert.equal(
    tasks.flatMap(({ also, starts }) => (also ? [[starts, also]] : [])),
    [['XMLHttpRequest.send', 'upload']],
  );
});

test('elements whose insertion starts a task', () => {
  const tags = tasks.flatMap(({ name, tags }) => (tags ? Object.keys(tags).map(tag => `${tag}: ${name}`) : []));
  assert.equal(tags.sort(), ['embed: load', 'iframe: load', 'link: load', 'object: load', 'script: load', 'source: media', 'style: load', 'track: load']);
});

test('which start counts, where not the last does', () => {
  const of = (counts: string) =>
    tasks
      .filter(row => row.counts === counts)
      .map(({ events }) => words(events))
      .sort();
  assert.equal(of('each'), ['close', 'pause', 'play', 'ratechange', 'volumechange']);
  assert.equal(
    tasks.filter(row => row.counts === 'first').map(({ starts }) => starts),
    ['HTMLScriptElement.src'],
  );
});

test('a request or a reader that a listener has started again goes on', () => {
  for (const start of ['XMLHttpRequest.send', 'FileReader.readAs*']) {
    const { stays } = rowOf(start, 'loadend');
    // OPENED, and LOADING: https://xhr.spec.whatwg.org/#states, https://w3c.github.io/FileAPI/#blobreader-state
    assert.equal(
      [0, 1, 2, 4].map(readyState => stays!('loadend', { readyState })),
      [false, true, false, false],
    );
  }
  const { again } = rowOf('IDBObjectStore.*', 'success');
  assert.equal(
    ['pending', 'done'].map(readyState => again!({ readyState })),
    [true, false],
  );
});

test('requests to databases start nothing on the object that is called', () => {
  for (const [start, event] of [
    ['IDBFactory.*', 'success'],
    ['IDBDatabase.transaction', 'complete'],
  ] as const)
    assert.is(rowOf(start, event).on!({}), undefined);
});

test('an animation has the events, not the element; one that goes on showing its end stays, for it may be removed', () => {
  const { on, stays } = rowOf('Element.animate', 'finish');
  const animation = { playState: 'running' };
  assert.is(on!(animation), animation);
  assert.not(on!({}));
  const showing = (progress: unknown) => ({ effect: { getComputedTiming: () => ({ progress }) } });
  assert.equal(
    [0, 1, null].map(progress => !!stays!('finish', showing(progress))),
    [true, true, false],
  );
  assert.not(stays!('cancel', showing(1)));
  assert.not(stays!('finish', { effect: null }));
});

test('a source of a picture loads the image; elsewhere it loads none', () => {
  const { on } = rowOf('HTMLSourceElement.src', 'load');
  const image = {};
  const parent = (localName: string) => ({ parentNode: { localName, querySelector: (selector: string) => (selector === 'img' ? image : undefined) } });
  assert.is(on!(parent('picture')), image);
  assert.not(on!(parent('video')));
});

test('a track loads in a media element', () => {
  const { on } = rowOf('HTMLTrackElement.src', 'load');
  const track = {};
  assert.is(on!(track), track);
  assert.is(on!(track, { networkState: 0 }), track);
  assert.not(on!(track, {}));
});

test('links and frames load in a document', () => {
  const { on } = rowOf('HTMLLinkElement.href', 'load');
  for (const isConnected of [true, false]) {
    const element = { isConnected };
    assert.is(on!(element), isConnected && element);
    const another = { isConnected: !isConnected };
    assert.is(on!(another, { isConnected }), isConnected && another);
  }
});

test('a script is loaded once: as it gets an address in a document, or comes there with one', () => {
  const { on } = rowOf('HTMLScriptElement.src', 'load');
  const script = (src: string, isConnected: boolean) => ({ src, isConnected });
  const inPlace = script('', true);
  assert.is(on!(inPlace), inPlace);
  for (const other of [script('x', true), script('', false), script('x', false)]) assert.not(on!(other));
  const coming = script('x', false);
  assert.is(on!(coming, { isConnected: true }), coming);
  assert.not(on!(coming, { isConnected: false }));
  assert.not(on!(script('', false), { isConnected: true }));
});

test('media load as they are told to, and as a source comes to one that has none', () => {
  const { on } = rowOf('HTMLMediaElement.src', 'loadstart');
  const media = {};
  assert.is(on!(media), media);
  // NETWORK_EMPTY is 0: https://html.spec.whatwg.org/multipage/media.html#dom-media-networkstate
  const empty = { networkState: 0 };
  assert.is(on!({}, empty), empty);
  for (const networkState of [1, 2, 3, undefined]) assert.not(on!({}, { networkState }));
});

/** Whether a row takes the difference between two states for a change. */
const isChange = ({ state }: Row, before: object, after: object): boolean => state!(before) !== state!(after);

test('members of media that are set to what they are start nothing', () => {
  const changes: [start: string, event: string, before: object, after: object, isStarted: boolean][] = [
    ['play', 'play', { paused: true }, { paused: false }, true],
    ['play', 'play', { paused: false }, { paused: false }, false],
    ['pause', 'pause', { paused: false }, { paused: true }, true],
    ['pause', 'pause', { paused: true }, { paused: true }, false],
    ['play', 'playing', { paused: true }, { paused: false }, true],
    ['play', 'playing', { paused: false }, { paused: false }, false],
    ['volume', 'volumechange', { volume: 1, muted: true }, { volume: 0.5, muted: true }, true],
    ['volume', 'volumechange', { volume: 1, muted: true }, { volume: 1, muted: false }, true],
    ['volume', 'volumechange', { volume: 1, muted: true }, { volume: 1, muted: true }, false],
    ['playbackRate', 'ratechange', { playbackRate: 1, defaultPlaybackRate: 1 }, { playbackRate: 2, defaultPlaybackRate: 1 }, true],
    ['playbackRate', 'ratechange', { playbackRate: 1, defaultPlaybackRate: 1 }, { playbackRate: 1, defaultPlaybackRate: 2 }, true],
    ['playbackRate', 'ratechange', { playbackRate: 1, defaultPlaybackRate: 1 }, { playbackRate: 1, defaultPlaybackRate: 1 }, false],
    // Each call starts another seek.
    ['currentTime', 'seeked', { seeking: false }, { seeking: true }, true],
    ['currentTime', 'seeked', { seeking: true }, { seeking: true }, true],
    ['currentTime', 'seeked', { seeking: false }, { seeking: false }, false],
  ];
  for (const [start, event, before, after, isStarted] of changes) {
    assert.is(isChange(rowOf(`HTMLMediaElement.${start}`, event), before, after), isStarted, JSON.stringify([start, before, after]));
  }
});

test('playing is over with a pause, unless it is that at the end, which the end follows', () => {
  const { stays } = rowOf('HTMLMediaElement.play', 'playing');
  const kept = (['pause', 'ended'] as const).flatMap(type => [true, false].map(ended => !!stays!(type, { ended })));
  assert.equal(kept, [true, false, false, false]);
});

test('an element that is already open or closed is not opened or closed again', () => {
  for (const [start, event] of [
    ['HTMLDetailsElement.open', 'toggle'],
    ['HTMLDialogElement.close', 'toggle'],
    ['HTMLDialogElement.close', 'close'],
  ] as const) {
    const row = rowOf(start, event);
    assert.equal([isChange(row, { open: false }, { open: true }), isChange(row, { open: true }, { open: true })], [true, false]);
  }
  const popover = (isOpen: boolean) => ({ matches: (selector: string) => selector === ':popover-open' && isOpen });
  const row = rowOf('HTMLElement.showPopover', 'toggle');
  assert.equal([isChange(row, popover(false), popover(true)), isChange(row, popover(true), popover(true))], [true, false]);
});

test('an element that is already full screen stays so', () => {
  const row = rowOf('Element.requestFullscreen', 'fullscreenchange');
  const element = { ownerDocument: {} as { fullscreenElement?: unknown } };
  assert.ok(isChange(row, element, element), 'the engine decides later');
  element.ownerDocument.fullscreenElement = element;
  assert.not(isChange(row, element, element));
});

/** Functions that take callbacks: positions, whether objects count, whether they are reacted to. https://webidl.spec.whatwg.org/#idl-callback-functions */
const callbacks: [names: string, from: number, to: number | undefined, areObjects?: boolean, areFollowed?: boolean][] = [
  [
    'setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame requestIdleCallback Scheduler.postTask HTMLVideoElement.requestVideoFrameCallback ' +
      'HTMLCanvasElement.toBlob DataTransferItem.getAsString Notification.requestPermission RemotePlayback.watchAvailability',
    0,
    1,
  ],
  ['Geolocation.getCurrentPosition Geolocation.watchPosition', 0, undefined],
  ['BaseAudioContext.decodeAudioData MediaSession.setActionHandler LockManager.request', 1, undefined],
  ['Document.startViewTransition', 0, 1, true],
  ['NavigateEvent.intercept', 0, 1, true, true],
  ['NavigationPrecommitController.addHandler', 0, 1, false, true],
];
test('functions that take callbacks, and where', () => {
  const rows = (all: readonly (readonly [string, number, (number | undefined)?, boolean?, boolean?])[]) =>
    all.flatMap(([text, from, to, areObjects = false, areFollowed = false]) => text.split(' ').map(name => [name, from, to, areObjects, areFollowed]));
  assert.equal(rows(calls), rows(callbacks));
  assert.equal(
    rows(policy.entryMethods),
    rows([
      ['getParent file readEntries', 0],
      ['getFile getDirectory', 2],
    ]),
  );
});

test('other functions that have patches, and whose handlers have', () => {
  const methods: [names: string, expected: string][] = [
    // https://dom.spec.whatwg.org/#interface-element, #interface-node, #interface-parentnode, #interface-childnode, #interface-range
    [policy.attributeMethods[0]!, 'Element.setAttribute Element.toggleAttribute Element.removeAttribute'],
    [policy.attributeMethods[1]!, 'Element.setAttributeNS'],
    [policy.insertionsOfOne, 'Node.appendChild Node.insertBefore Node.replaceChild'],
    [
      policy.insertionsOfAll,
      ['Element', 'Document', 'DocumentFragment'].flatMap(owner => ['append', 'prepend', 'replaceChildren'].map(name => `${owner}.${name}`)).join(' ') +
        ' ' +
        ['Element', 'CharacterData'].flatMap(owner => ['before', 'after', 'replaceWith'].map(name => `${owner}.${name}`)).join(' ') +
        ' Element.insertAdjacentElement Range.insertNode',
    ],
    [policy.shadowSource, 'Element.attachShadow'],
    // https://wicg.github.io/observable/
    [policy.observableSource, 'Observable.from'],
    [policy.observableOperators, 'Observable.flatMap Observable.switchMap Observable.catch'],
    [policy.observableEvents, 'EventTarget.when'],
    // https://html.spec.whatwg.org/multipage/custom-elements.html
    [policy.definition, 'CustomElementRegistry.define'],
    [policy.activations, 'HTMLElement.click HTMLFormElement.requestSubmit'],
    [policy.dispatching, 'EventTarget.dispatchEvent'],
    // https://wicg.github.io/entries-api/
    [policy.entrySource, 'DataTransferItem.webkitGetAsEntry'],
    [policy.entryReader, 'createReader'],
    [policy.observers, 'MutationObserver WebKitMutationObserver'],
    [policy.opening, 'XMLHttpRequest.open'],
    [policy.sending, 'XMLHttpRequest.send'],
    // https://streams.spec.whatwg.org/
    [policy.streamConstructors, 'ReadableStream WritableStream TransformStream'],
    [policy.streamMethods, 'ReadableStream.* WritableStream.* ReadableStreamDefaultReader.* ReadableStreamBYOBReader.* WritableStreamDefaultWriter.*'],
  ];
  for (const [text, expected] of methods) assert.equal(each(text).sort(), expected.split(' ').sort());
  // The interfaces that have event handler attributes of these types, or inherit them.
  assert.equal(policy.handlerOwners.split(',').sort(), [
    'AbortSignal',
    'Animation',
    'Document',
    'EventSource',
    'FileReader',
    'HTMLElement',
    'IDBDatabase',
    'IDBOpenDBRequest',
    'IDBTransaction',
    'MathMLElement',
    'Navigation',
    'SVGElement',
    'ShadowRoot',
    'WebSocket',
    'XMLHttpRequest',
  ]);
});

test('the methods that cause the callbacks of streams', () => {
  assert.is(words(policy.streamCauses), 'abort cancel close read write');
  assert.equal(policy.streamCallbacks, { pull: 'read', transform: 'write', flush: 'close' });
});

test('events that the engine fires in whatever microtask comes first', () =>
  assert.is(words(policy.unattributed), 'currententrychange navigateerror navigatesuccess slotchange'));

test.run();
