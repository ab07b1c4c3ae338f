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
      note: 'Chromium has no globals to patch: the methods are found by means of the first entry that `webkitGetAsEntry` hands out.',
    },
  ],
  await: [{ api: '`await`, promise reactions, `for await`, `Promise.all` and its like, `fetch` and whatever else returns a promise', context: 'call' }],
  [OBSERVER]: [{ api: '`MutationObserver`', context: 'empty', note: 'One that was made before the first Variable: of whoever makes the first change.' }],
  [OBSERVABLE]: [
    {
      api: '`Observable.from` of a promise; `flatMap` `switchMap` `catch` whose callback returns one',
      context: 'call',
      note: `Of \`subscribe\`. Of an asynchronous iterable: empty. ${SILENT}`,
    },
    { api: '`EventTarget.when`', context: 'dispatch', note: `As a listener of the same event. ${SILENT}` },
  ],
  [ELEMENTS]: [
    {
      api: 'custom elements: `formResetCallback` after a reset button is clicked, `attributeChangedCallback` for `open` after a `summary` or a button of a dialog is',
      context: 'empty',
      note:
        'The engine calls all of one task from one microtask. Once such a class is defined, a listener of a click by script that awaits something that is no promise goes on in no context. ' +
        'Classes that were defined before the first Variable, and a `details` that opens for a fragment of the address: of whoever comes first.',
    },
  ],
  [STREAMS]: [
    { api: 'streams: `start`', context: 'dispatch' },
    {
      api: 'streams: `pull` `cancel` `write` `close` `abort` `transform` `flush`',
      context: 'causal',
      note:
        '`size` as well; the `abort` of the signal of a sink as `abort`. Of `read`, `write`, `close` and so on; in a pipe, of `pipeTo` or `pipeThrough`; else of the constructor: so for a stream that is the body of a request. ' +
        'Reads that wait are as one, the last. The proposal leaves pipes open.',
    },
  ],
  [EVENTS]: [
    {
      api: '`slotchange`, `navigatesuccess`, `navigateerror`, `currententrychange`, `error` on the global',
      context: 'empty',
      note:
        'Up to the end of the microtasks around, where a slot has `onslotchange` in markup. In a declarative shadow tree such a handler, and a listener that was added before the first Variable, ' +
        `see the context of whoever makes the first change. ${SILENT}`,
    },
  ],
  XMLHttpRequest: [
    {
      api: '`XMLHttpRequest.send` → its events, and those of `upload`',
      context: 'task',
      note: '`abort()` and `open()`: dispatch. What Firefox delivers while a synchronous request waits: empty.',
    },
  ],
  FileReader: [{ api: '`FileReader.readAs…` → its events', context: 'task', note: '`abort()`: dispatch.' }],
  IndexedDB: [
    {
      api: 'IndexedDB: what returns a request → `success` `error` `blocked` `upgradeneeded`',
      context: 'task',
      note:
        '`continue` and its like are not patched, since the `idb` library compares them: a cursor that a listener sends on stays in the context of its request; one that is sent on later is in none. ' +
        'With `await cursor.continue()` of `idb` the flow has its own context all the same.',
    },
    {
      api: 'IndexedDB: `transaction` → `complete` `error` `abort`',
      context: 'task',
      note: `\`abort()\` ends the task, so its event is that of whoever began the transaction. ${SILENT}`,
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
        'What starts by `innerHTML`, the parser, `cloneNode`, `importNode`, an `Attr`, or a change of another attribute or of the text of a `style`, cannot be seen: empty. ' +
        "The `error` of a `source`: empty, as the proposal has it. Handlers in markup or by `setAttribute('onload')`: empty.",
    },
  ],
  media: [
    {
      api: '`audio` `video`: `src` `srcObject` `load()` `new Audio`, a `source` that is inserted → the events of loading',
      context: 'task',
      note: `\`emptied\` and \`abort\` are of the new start. ${SILENT}`,
    },
    {
      api: '`play()` `pause()` `currentTime` `fastSeek()` `playbackRate` `defaultPlaybackRate` `volume` `muted` → their events',
      context: 'task',
      note: `Loading and playing are two tasks. What \`autoplay\` starts, and the \`pause\` at the end: empty. ${SILENT}`,
    },
  ],
  toggle: [
    { api: '`details.open`, dialogs, popovers → `toggle`', context: 'task', note: 'Closed by another one of its group, by a form or a command: empty.' },
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
    note: 'No hook sees them: they run in the context of whoever asks for the next value.',
  },
  { api: 'worklets', context: 'empty', note: 'They are agents of their own.' },
  {
    api: 'evaluation of modules',
    context: 'empty',
    note: "No hook sees it. The page's own modules are evaluated in no context; one that is imported late may see that of the import.",
  },
];

/** The whole table. */
export const support: readonly SupportRow[] = [...Object.entries(patched).flatMap(([patch, rows]) => rows.map(row => ({ ...row, patch }))), ...unpatched];

/** The names of patches that have no explanation. */
export const unexplained = (names: readonly string[]): string[] => names.filter(name => !patched[name]);
