// The table of patched APIs, and of the contexts in which their callbacks run. APIs that need no patch are in tests/browsers/support.ts.
//
// Names are separated by spaces: `global`; `Class.method` for a method or setter of the prototype, or else of the class; `Class,Class.a,b` for
// several; `Class.a*` for all methods that begin with `a`. See resolve.ts.
import { create } from '../../intrinsics.js';

/** A set of words. */
export type Words = Readonly<Record<string, true>>;
const set = (text: string): Words => {
  const all = create(null);
  for (const word of text.split(' ')) all[word] = true;
  return all;
};

/**
 * - `names`: functions.
 * - `from`, `to`: the index of the first argument that may be a callback, and of the first one after it that may not.
 * - `areObjects`: whether such an argument may be an object that has callbacks.
 * - `areFollowed`: whether the engine reacts to the promise that a callback returns, and fires events in the context in which it is settled.
 */
export type CallRow = readonly [names: string, from: number, to?: number, areObjects?: boolean, areFollowed?: boolean];

/** Functions whose callbacks run in the context of the call. Each name is a switch. The first row contains the functions that fake timers replace. */
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

/** Observables: the method that makes them of promises and iterables, the operators that convert the results of callbacks, and observables of events. */
export const OBSERVABLE = 'Observable';
export const observableSource = 'Observable.from';
export const observableOperators = 'Observable.flatMap,switchMap,catch';
export const observableEvents = 'EventTarget.when';

/** Custom elements: the method that defines them, and the methods that cause reactions which the engine runs in a microtask. */
export const ELEMENTS = 'customElements';
export const definition = 'CustomElementRegistry.define';
export const activations = 'HTMLElement.click HTMLFormElement.requestSubmit';
export const dispatching = 'EventTarget.dispatchEvent';

/** The method that makes shadow trees, in which a slot may have a handler in markup. */
export const shadowSource = 'Element.attachShadow';

/** Rows like `calls` for classes that are not globals in every engine: the method that returns their objects, and their methods. `createReader` returns another such object. */
export const ENTRIES = 'FileSystemEntry';
export const entrySource = 'DataTransferItem.webkitGetAsEntry';
export const entryMethods: readonly CallRow[] = [
  ['getParent file readEntries', 0],
  ['getFile getDirectory', 2],
];
export const entryReader = 'createReader';

/** Constructors whose callbacks run in the empty context. Unpatched, the callbacks run in a microtask, in the context of whoever caused it. */
export const OBSERVER = 'MutationObserver';
export const observers = `${OBSERVER} WebKit${OBSERVER}`;

/** Events that the engine fires from such a microtask: their listeners run in the empty context. */
export const unattributed = set('slotchange navigatesuccess navigateerror currententrychange');

/**
 * Streams: the constructor calls `start`. The other callbacks run in the context of the call that causes them: a call of the method in
 * `streamCauses`, or else the last call that made the stream flow.
 */
export const STREAMS = 'streams';
export const streamConstructors = 'ReadableStream WritableStream TransformStream';
export const streamMethods = 'ReadableStream,WritableStream,ReadableStreamDefaultReader,ReadableStreamBYOBReader,WritableStreamDefaultWriter.*';
export const streamCauses = set('read write close abort cancel');
/** The causes of callbacks whose name is not that of the method that causes them. */
export const streamCallbacks: Readonly<Record<string, string>> = { pull: 'read', transform: 'write', flush: 'close' };

/** Requests: the method that makes them synchronous or not, and the method that sends them. */
export const REQUEST = 'XMLHttpRequest';
export const opening = `${REQUEST}.open`;
export const sending = `${REQUEST}.send`;

// The functions of a row read members of an arbitrary object.
type Target = Record<string, any>;

/** A kind of task: the engine fires its events because of a call, and their listeners run in the context of that call. */
export interface TaskRow {
  /** The switch; several rows may share it. */
  readonly name: string;
  /** The methods, setters and constructors that start the task. If the call returns an EventTarget, the task is started on that object. */
  readonly starts: string;
  readonly events: Words;
  /** The names of the elements whose insertion starts the task. */
  readonly tags?: Words;
  /** Returns the object that fires the events, if it is not the receiver of the call; no object if the call starts no task. `parent` is that of an insertion. */
  readonly on?: (target: Target, parent?: Target) => unknown;
  /** The name of a member of the object that fires the same events. */
  readonly also?: string;
  /** The methods that end the task and fire its last events synchronously: listeners of these events run in the context of the call. */
  readonly ends?: string;
  /** The events that end the task. Later events, which a user may cause, do not belong to it. */
  readonly last?: Words;
  /** Whether the task does not end with such an event after all. */
  readonly stays?: (type: string, target: Target) => unknown;
  /** Whether a listener has started the task again by a call that is not patched: the task then goes on in the same context. */
  readonly again?: (target: Target) => unknown;
  /** Returns the state that every start changes: if it is the same after a call, no task was started. */
  readonly state?: (target: Target) => unknown;
  /** Which of several starts counts, until the events are fired: each, with an event of its own; the first; or, by default, the last. */
  readonly counts?: 'each' | 'first';
}

const task = (name: string, starts: string, events: string, more?: Partial<TaskRow>): TaskRow =>
  ({ __proto__: null, name, starts, events: set(events), ...more }) as TaskRow;
/** A task that ends with its first event. */
const once = (name: string, starts: string, events: string, more?: Partial<TaskRow>): TaskRow => task(name, starts, events, { last: set(events), ...more });
/** A task that changes one property of a media element, or one of two. */
const change = (members: string, event: string, [one, other] = members.split(',') as [string, string?]): TaskRow =>
  once('media', MEDIA + members, event, { state: target => `${target[one]} ${other && target[other]}`, counts: 'each' });

const MEDIA = 'HTMLMediaElement.';
const LOADED = 'load error';
// Without `abort`, which a method that ends the task fires synchronously.
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
  // The calls return the requests and transactions. The methods that advance a cursor are not patched, because `idb` compares them with kept ones.
  task('IndexedDB', 'IDBFactory,IDBObjectStore,IDBIndex.* IDBCursor.update,delete', 'success error blocked upgradeneeded', {
    on: () => undefined,
    last: set('success error'),
    again: ({ readyState }) => readyState === 'pending',
  }),
  once('IndexedDB', 'IDBDatabase.transaction', 'complete abort', { on: () => undefined }),
  task('WebSocket', 'WebSocket', 'open error'),
  task('WebSocket', 'WebSocket.close', 'close'),
  task('EventSource', 'EventSource', 'open error'),
  // `animate` returns the animation; the element itself has no task.
  once('Animation', 'Element.animate Animation.play,reverse', 'finish cancel remove', {
    on: target => target.playState && target,
    // An animation that goes on showing its end state may still be removed.
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
    // A script runs once: later changes of it start no task.
    on: (script, parent) => !parent === !script.src && inDocument(script, parent),
    counts: 'first',
  }),
  task(
    'media',
    `${MEDIA}src,srcObject,load Audio`,
    'loadstart progress suspend abort error emptied stalled durationchange loadedmetadata loadeddata canplay canplaythrough resize',
    {
      tags: set('source'),
      // An element that is loading already goes on loading when a source is inserted.
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
    // Each start is another seek, unless the element has no media yet.
    state: ({ seeking }) => seeking && {},
  }),
  once('toggle', 'HTMLDetailsElement.open HTMLDialogElement.show,showModal,close,requestClose', 'toggle', { state: isOpen }),
  once('toggle', 'HTMLElement.showPopover,hidePopover,togglePopover', 'toggle', { state: target => target.matches(':popover-open') }),
  once('dialog', 'HTMLDialogElement.close,requestClose', 'close', { state: isOpen, counts: 'each' }),
  once('fullscreen', 'Element.requestFullscreen', 'fullscreenchange fullscreenerror', {
    // If the element is the fullscreen element already, nothing changes.
    state: target => target.ownerDocument.fullscreenElement === target || {},
  }),
];

/** The methods that change attributes, which start tasks as the setters of the same name do. The name is the first argument, or the second. */
export const attributeMethods = ['Element.setAttribute,toggleAttribute,removeAttribute', 'Element.setAttributeNS'];

/** The methods that insert nodes into a tree: their first argument, or all their arguments. */
export const insertionsOfOne = 'Node.appendChild,insertBefore,replaceChild';
export const insertionsOfAll =
  'Element,Document,DocumentFragment.append,prepend,replaceChildren Element,CharacterData.before,after,replaceWith Element.insertAdjacentElement ' +
  'Range.insertNode';

/** The switch of the await hook: without it contexts end at an await, unless the code was transformed. */
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
