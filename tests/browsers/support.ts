// The table of web APIs, for people: a row for each API, including those that need no patch.
import { calls, ELEMENTS, ENTRIES, EVENTS, OBSERVABLE, OBSERVER, STREAMS } from '../../src/carriers/browser/policy.js';

/** The context in which a callback runs. The README of the browser carrier explains these words. */
export type ContextName = 'call' | 'task' | 'causal' | 'construct' | 'dispatch' | 'empty';

/** A row of the table of support. */
export interface SupportRow {
  readonly api: string;
  readonly context: ContextName;
  /** The switch of its patch; undefined if it needs none. */
  readonly patch?: string;
  readonly note?: string;
}

const SILENT = 'The proposal leaves this open.';

/** The APIs of each patch, by the patch's name. */
const patched: Readonly<Record<string, Omit<SupportRow, 'patch'>[]>> = {
  ...Object.fromEntries(calls.flatMap(([all]) => all.split(' ')).map(name => [name, [{ api: `\`${name}\``, context: 'call' as const }]])),
  [ENTRIES]: [
    {
      api: 'Entries API: `file` `getFile` `getDirectory` `getParent` `readEntries`',
      context: 'call',
      note: 'Chromium has no globals to patch: the methods are patched when `webkitGetAsEntry` returns the first entry.',
    },
  ],
  await: [{ api: '`await`, promise reactions, `for await`, `Promise.all` and its like, `fetch` and whatever else returns a promise', context: 'call' }],
  [OBSERVER]: [
    {
      api: '`MutationObserver`',
      context: 'empty',
      note: 'An observer that was made before the first Variable: the context of whoever makes the first change.',
    },
  ],
  [OBSERVABLE]: [
    {
      api: '`Observable.from` of a promise; `flatMap` `switchMap` `catch` whose callback returns one',
      context: 'call',
      note: `The call is that of \`subscribe\`. Observables of an asynchronous iterable: empty. ${SILENT}`,
    },
    { api: '`EventTarget.when`', context: 'dispatch', note: `As a listener of the same event. ${SILENT}` },
  ],
  [ELEMENTS]: [
    {
      api: 'custom elements: `formResetCallback` after a reset button is clicked, `attributeChangedCallback` for `open` after a `summary` or a button of a dialog is',
      context: 'empty',
      note:
        'The engine calls all these callbacks of a task from one microtask. Once such a class is defined, a listener of a scripted click continues in no context after it awaits a value that is no promise. ' +
        'Classes that were defined before the first Variable, and a `details` that opens for a fragment of the address: the context of whoever comes first.',
    },
  ],
  [STREAMS]: [
    { api: 'streams: `start`', context: 'dispatch' },
    {
      api: 'streams: `pull` `cancel` `write` `close` `abort` `transform` `flush`',
      context: 'causal',
      note:
        'The causing call is `read`, `write`, `close` and so on; in a pipe, `pipeTo` or `pipeThrough`; else the constructor, as for a stream that is the body of a request. ' +
        'Of several reads that wait, the last counts. `size` is causal too; listeners of the signal of a sink run in the context of `abort`. The proposal leaves pipes open.',
    },
  ],
  [EVENTS]: [
    {
      api: '`slotchange`, `navigatesuccess`, `navigateerror`, `currententrychange`, `error` on the global',
      context: 'empty',
      note:
        'If a slot has `onslotchange` in markup, the context stays empty up to the end of the region. In a declarative shadow tree such a handler, and a listener that was added before the first Variable, ' +
        `find the context of whoever makes the first change. ${SILENT}`,
    },
  ],
  XMLHttpRequest: [
    {
      api: '`XMLHttpRequest.send` → its events, and those of `upload`',
      context: 'task',
      note: '`abort()` and `open()`: dispatch. Events that Firefox delivers while a synchronous request waits: empty.',
    },
  ],
  FileReader: [{ api: '`FileReader.readAs…` → its events', context: 'task', note: '`abort()`: dispatch.' }],
  IndexedDB: [
    {
      api: 'IndexedDB: what returns a request → `success` `error` `blocked` `upgradeneeded`',
      context: 'task',
      note:
        '`continue` and similar methods are not patched, because the `idb` library compares them. A cursor that a listener advances stays in the context of its request; a cursor that is advanced later is in no context. ' +
        'With `await cursor.continue()` of `idb` the flow keeps its own context all the same.',
    },
    {
      api: 'IndexedDB: `transaction` → `complete` `error` `abort`',
      context: 'task',
      note: `\`abort()\` ends the task, so its event has the context in which the transaction was begun. ${SILENT}`,
    },
  ],
  WebSocket: [{ api: '`new WebSocket` → `open` `error`; `close()` → `close`', context: 'task' }],
  EventSource: [{ api: '`new EventSource` → `open` `error`', context: 'task', note: SILENT }],
  Animation: [{ api: '`element.animate` → `finish` `cancel` `remove`', context: 'task' }],
  load: [
    {
      api:
        '`img` `input` `script` `link` `style` `iframe` `embed` `object` `track`: `src` `srcset` `href` `data` `srcdoc` as property or by ' +
        '`setAttribute` and its like; insertion by a method of nodes or of `Range` → `load` `error`',
      context: 'task',
      note:
        'The library cannot see loads that start by `innerHTML`, the parser, `cloneNode`, `importNode`, an `Attr`, or a change of another attribute or of the text of a `style`: empty. ' +
        "The `error` of a `source`: empty, as the proposal has it. Handlers in markup or by `setAttribute('onload')`: empty.",
    },
  ],
  media: [
    {
      api: '`audio` `video`: `src` `srcObject` `load()` `new Audio`, a `source` that is inserted → the events of loading',
      context: 'task',
      note: `\`emptied\` and \`abort\` have the context of the new start. ${SILENT}`,
    },
    {
      api: '`play()` `pause()` `currentTime` `fastSeek()` `playbackRate` `defaultPlaybackRate` `volume` `muted` → their events',
      context: 'task',
      note: `Loading and playing are two tasks. Events that \`autoplay\` causes, and the \`pause\` at the end: empty. ${SILENT}`,
    },
  ],
  toggle: [
    {
      api: '`details.open`, dialogs, popovers → `toggle`',
      context: 'task',
      note: 'An element that is closed by another one of its group, by a form or by a command: empty.',
    },
  ],
  dialog: [{ api: '`dialog.close()` `requestClose()` → `close`', context: 'task' }],
  fullscreen: [{ api: '`requestFullscreen()` → `fullscreenchange` `fullscreenerror`', context: 'task' }],
};

/** APIs that are right without a patch, and APIs that no patch could make right. */
const unpatched: readonly SupportRow[] = [
  {
    api: '`dispatchEvent` `click()` `focus()` `blur()` `requestSubmit()` `reset()` `reportValidity()` `AbortController.abort()`, `beforetoggle`, callbacks of custom elements',
    context: 'dispatch',
  },
  {
    api:
      'user input, `online` `offline` `visibilitychange` `popstate` `hashchange` `storage` `resize` `scroll` `unhandledrejection`, CSS animations and transitions, ' +
      '`document.fonts`, `cookieStore`, `history`',
    context: 'empty',
  },
  { api: '`message` on `Worker` `MessagePort` `BroadcastChannel` `window` `ServiceWorkerContainer` `WebSocket` `EventSource`', context: 'empty' },
  { api: '`ResizeObserver` `IntersectionObserver` `PerformanceObserver` `ReportingObserver`', context: 'empty' },
  { api: '`FinalizationRegistry`', context: 'construct', note: 'By `asynccontext/polyfill`; without it, empty.' },
  {
    api: 'bodies of generators and async generators',
    context: 'construct',
    note: 'No hook sees a generator resume, so the body runs in the context of whoever asks for the next value.',
  },
  { api: 'worklets', context: 'empty', note: 'They are agents of their own.' },
  {
    api: 'evaluation of modules',
    context: 'empty',
    note: "No hook sees it. The page's own modules are evaluated in no context; a module that is imported late may find the context of the import.",
  },
];

/** The whole table. */
export const support: readonly SupportRow[] = [...Object.entries(patched).flatMap(([patch, rows]) => rows.map(row => ({ ...row, patch }))), ...unpatched];

/** The names of patches that have no explanation. */
export const unexplained = (names: readonly string[]): string[] => names.filter(name => !patched[name]);
