// Which context a callback runs in: the one table of the APIs that have a patch. Those that need none are in tests/browsers/support.ts.
//
// Names are `global`, `Class.method` for a method or setter of its prototype, or else of its own, `Class,Class.a,b` for several, `Class.a*` for all
// methods that begin with `a`, with spaces between them: see resolve.ts.
import { create } from '../../intrinsics.js';

/** Words, to be looked up. */
export type Words = Readonly<Record<string, true>>;
const set = (text: string): Words => {
  const all = create(null);
  for (const word of text.split(' ')) all[word] = true;
  return all;
};

/**
 * Functions; the first of their arguments that may be a callback, and the first that may not be any more; whether such an argument may be an object that has
 * callbacks; whether the engine reacts to the promise that a callback returns by events, which it fires where that promise is settled.
 */
export type CallRow = readonly [names: string, from: number, to?: number, areObjects?: boolean, areFollowed?: boolean];

/** Functions whose callbacks run in the context of the call. The names are the switches. The first row has those that fake timers replace. */
export const calls: readonly CallRow[] = [
  [
    'setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame requestIdleCallback Scheduler.postTask ' +
      'HTMLVideoElement.requestVideoFrameCallback HTMLCanvasElement.toBlob DataTransferItem.getAsString ' +
      'Notification.requestPermission RemotePlayback.watchAvailability',
    0,
    1,
  ],
  ['Geolocation.getCurrentPosition Geolocation.watchPosition', 0],
  ['BaseAudioContext.decodeAudioData MediaSession.setActionHandler LockManager.request', 1],
  ['Document.startViewTransition', 0, 1, true],
  ['NavigateEvent.intercept', 0, 1, true, true],
  ['NavigationPrecommitController.addHandler', 0, 1, false, true],
];

/** Observables of promises and of asynchronous iterables, the callbacks whose results are turned into such, and those of events. */
export const OBSERVABLE = 'Observable';
export const observableSource = 'Observable.from';
export const observableOperators = 'Observable.flatMap,switchMap,catch';
export const observableEvents = 'EventTarget.when';

/** Custom elements: what defines them, and what causes reactions of theirs that the engine leaves to a microtask. */
export const ELEMENTS = 'customElements';
export const definition = 'CustomElementRegistry.define';
export const activations = 'HTMLElement.click HTMLFormElement.requestSubmit';
export const dispatching = 'EventTarget.dispatchEvent';

/** The method that makes the trees in which a slot may have a handler as an attribute. */
export const shadowSource = 'Element.attachShadow';

/** The same for classes that are not globals in every engine: what hands out their objects, and their methods; one of them hands out another. */
export const ENTRIES = 'FileSystemEntry';
export const entrySource = 'DataTransferItem.webkitGetAsEntry';
export const entryMethods: readonly CallRow[] = [
  ['getParent file readEntries', 0],
  ['getFile getDirectory', 2],
];
export const entryReader = 'createReader';

/** Constructors whose callbacks run in the empty context, and would not by themselves: as microtasks they run where they were caused. */
export const OBSERVER = 'MutationObserver';
export const observers = `${OBSERVER} WebKit${OBSERVER}`;

/** Events that the engine fires from such a microtask: they belong to no flow. */
export const unattributed = set('slotchange navigatesuccess navigateerror currententrychange');

/**
 * Streams: `start` is called by the constructor, the other callbacks run in the context of the call that causes them: of the method that is named, or else of
 * the last that made the stream flow.
 */
export const STREAMS = 'streams';
export const streamConstructors = 'ReadableStream WritableStream TransformStream';
export const streamMethods = 'ReadableStream,WritableStream,ReadableStreamDefaultReader,ReadableStreamBYOBReader,WritableStreamDefaultWriter.*';
export const streamCauses = set('read write close abort cancel');
/** The causes of callbacks that are called otherwise. */
export const streamCallbacks: Readonly<Record<string, string>> = { pull: 'read', transform: 'write', flush: 'close' };

/** Requests, which are opened as what waits for its answer or does not, and sent. */
export const REQUEST = 'XMLHttpRequest';
export const opening = `${REQUEST}.open`;
export const sending = `${REQUEST}.send`;

// The members that the functions of a row ask for, of whatever object they are given.
type Target = Record<string, any>;

/** Events of a task: fired by the engine because of a call, in the context of that call, for every listener on the way. */
export interface TaskRow {
  /** The switch; several rows may share it. */
  readonly name: string;
  /** The methods, setters and constructors that start it. What returns an object with events starts it on that one. */
  readonly starts: string;
  readonly events: Words;
  /** The elements whose insertion starts it. */
  readonly tags?: Words;
  /** The object that fires the events, if not the one the start is called on; nothing, if it starts nothing. Insertions know the future parent. */
  readonly on?: (target: Target, parent?: Target) => unknown;
  /** A member of the object that fires the same events. */
  readonly also?: string;
  /** The methods that end the task and fire its last events at once, while script is running: these show the context of the call. */
  readonly ends?: string;
  /** The events that end the task: later ones, which may be a user's doing, are not its own any more. */
  readonly last?: Words;
  /** Whether it does not end with this one. */
  readonly stays?: (type: string, target: Target) => unknown;
  /** Whether it has been started again, where that cannot be seen: the context of the listener that did it goes on. */
  readonly again?: (target: Target) => unknown;
  /** The state that every start changes: if it is the same after a call, nothing was started. */
  readonly state?: (target: Target) => unknown;
  /** Which start counts, until the events have come: all, each with an event of its own; the first; or, if it is not said, the last. */
  readonly counts?: 'each' | 'first';
}

const task = (name: string, starts: string, events: string, more?: Partial<TaskRow>): TaskRow =>
  ({ __proto__: null, name, starts, events: set(events), ...more }) as TaskRow;
/** A task that is over with its event. */
const once = (name: string, starts: string, events: string, more?: Partial<TaskRow>): TaskRow => task(name, starts, events, { last: set(events), ...more });
/** One that changes a property, or one of two, of a media element. */
const change = (members: string, event: string, [one, other] = members.split(',') as [string, string?]): TaskRow =>
  once('media', MEDIA + members, event, { state: target => `${target[one]} ${other && target[other]}`, counts: 'each' });

const MEDIA = 'HTMLMediaElement.';
const LOADED = 'load error';
// No `abort`: it comes at once, from a method that ends the task.
const PROGRESS = `loadstart progress ${LOADED} loadend`;
const isOpen = (target: Target) => target.open;
/** Whether a listener has started a request or a reader again. */
const isStartedAgain = (_type: string, { readyState }: Target) => readyState === 1;
const inDocument = (target: Target, { isConnected } = target) => isConnected && target;

export const tasks: readonly TaskRow[] = [
  task(REQUEST, sending, `${PROGRESS} readystatechange timeout`, {
    ends: `${REQUEST}.abort,open`,
    also: 'upload',
    last: set('loadend'),
    stays: isStartedAgain,
  }),
  task('FileReader', 'FileReader.readAs*', PROGRESS, { ends: 'FileReader.abort', last: set('loadend'), stays: isStartedAgain }),
  // Requests and transactions are what calls return. The methods that send a cursor on are not patched: `idb` compares them with those it has kept.
  task('IndexedDB', 'IDBFactory,IDBObjectStore,IDBIndex.* IDBCursor.update,delete', 'success error blocked upgradeneeded', {
    on: () => undefined,
    last: set('success error'),
    again: ({ readyState }) => readyState === 'pending',
  }),
  once('IndexedDB', 'IDBDatabase.transaction', 'complete abort', { on: () => undefined }),
  task('WebSocket', 'WebSocket', 'open error'),
  task('WebSocket', 'WebSocket.close', 'close'),
  task('EventSource', 'EventSource', 'open error'),
  // The element itself starts nothing.
  once('Animation', 'Element.animate Animation.play,reverse', 'finish cancel remove', {
    on: target => target.playState && target,
    // An animation that goes on showing its end may still be removed.
    stays: (type, { effect }) => type === 'finish' && effect?.getComputedTiming().progress != null,
  }),
  once('load', 'HTMLImageElement.src,srcset HTMLInputElement.src', LOADED),
  once('load', 'HTMLSourceElement.src,srcset', LOADED, {
    on: ({ parentNode }) => parentNode.localName === 'picture' && parentNode.querySelector('img'),
  }),
  once('load', 'HTMLTrackElement.src', LOADED, {
    tags: set('track'),
    on: (track, parent) => (!parent || 'networkState' in parent) && track,
  }),
  once('load', 'HTMLLinkElement.href HTMLIFrameElement.src,srcdoc HTMLEmbedElement.src HTMLObjectElement.data', LOADED, {
    tags: set('link style iframe embed object'),
    on: inDocument,
  }),
  once('load', 'HTMLScriptElement.src', LOADED, {
    tags: set('script'),
    // A script is run once: what is done to it after that starts nothing.
    on: (script, parent) => !parent === !script.src && inDocument(script, parent),
    counts: 'first',
  }),
  task(
    'media',
    `${MEDIA}src,srcObject,load Audio`,
    'loadstart progress suspend abort error emptied stalled durationchange loadedmetadata loadeddata canplay canplaythrough resize',
    {
      tags: set('source'),
      // An element that is loading already goes on when a source comes.
      on: (target, parent) => (parent ? parent.networkState === 0 && parent : target),
    },
  ),
  change('play', 'play', ['paused']),
  change('pause', 'pause', ['paused']),
  change('playbackRate,defaultPlaybackRate', 'ratechange'),
  change('volume,muted', 'volumechange'),
  task('media', `${MEDIA}play`, 'playing waiting timeupdate ended', {
    last: set('pause ended'),
    stays: (type, { ended }) => type === 'pause' && ended,
    state: ({ paused }) => paused,
  }),
  task('media', `${MEDIA}currentTime,fastSeek`, 'seeking timeupdate seeked', {
    last: set('seeked'),
    // Each start is another seek, unless there is nothing to seek in yet.
    state: ({ seeking }) => seeking && {},
  }),
  once('toggle', 'HTMLDetailsElement.open HTMLDialogElement.show,showModal,close,requestClose', 'toggle', { state: isOpen }),
  once('toggle', 'HTMLElement.showPopover,hidePopover,togglePopover', 'toggle', { state: target => target.matches(':popover-open') }),
  once('dialog', 'HTMLDialogElement.close,requestClose', 'close', { state: isOpen, counts: 'each' }),
  once('fullscreen', 'Element.requestFullscreen', 'fullscreenchange fullscreenerror', {
    // An element that fills the screen already stays there, and nothing happens.
    state: target => target.ownerDocument.fullscreenElement === target || {},
  }),
];

/** The methods that change attributes, which start tasks as the setters of the same name do: the name comes first, or second. */
export const attributeMethods = ['Element.setAttribute,toggleAttribute,removeAttribute', 'Element.setAttributeNS'];

/** The methods that put nodes into a tree: the first of their arguments, or all. */
export const insertionsOfOne = 'Node.appendChild,insertBefore,replaceChild';
export const insertionsOfAll =
  'Element,Document,DocumentFragment.append,prepend,replaceChildren Element,CharacterData.before,after,replaceWith Element.insertAdjacentElement ' +
  'Range.insertNode';

/** The switch of the await hook: without it contexts end at an await, unless that was transformed. */
export const AWAIT = 'await';

/** The switch of the patches that register listeners: without them there are no tasks. */
export const EVENTS = 'EventTarget';

/** The classes that have handler properties for the events of tasks, or inherit them. */
export const handlerOwners =
  'XMLHttpRequest,FileReader,IDBOpenDBRequest,IDBTransaction,IDBDatabase,WebSocket,EventSource,Animation,HTMLElement,SVGElement,MathMLElement,' +
  'Document,ShadowRoot,Navigation,AbortSignal';

/** The switches. */
export const names: readonly string[] = [
  ...new Set([AWAIT, ...calls.flatMap(([all]) => all.split(' ')), ENTRIES, OBSERVER, OBSERVABLE, ELEMENTS, STREAMS, EVENTS, ...tasks.map(({ name }) => name)]),
];
