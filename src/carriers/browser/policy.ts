// Which context a callback runs in: the one table of the APIs that have a patch. Those that need none are in support.ts.
//
// Names are `global`, `Class.method` for a method or setter of its prototype, or else of its own, `Class,Class.a,b` for several, `Class.*` for all
// methods, with spaces between them: see resolve.ts.

/** Words, to be looked up. */
export type Words = Readonly<Record<string, true>>;
const set = (text: string): Words => {
  const all = Object.create(null);
  for (const word of text.split(' ')) all[word] = true;
  return all;
};

/**
 * Functions, and where callbacks are among their arguments, counted from the end if negative. Whether, if it is no callback, it is an object that
 * has them.
 */
export type Calls = readonly (readonly [names: string, places: readonly number[], areObjects?: true])[];
const FIRST = [0];
const BOTH = [0, 1];

/** Functions whose callbacks run in the context of the call. The names are the switches. */
export const calls: Calls = [
  [
    'setTimeout setInterval setImmediate queueMicrotask requestAnimationFrame requestIdleCallback Scheduler.postTask ' +
      'HTMLVideoElement.requestVideoFrameCallback HTMLCanvasElement.toBlob DataTransferItem.getAsString ' +
      'Notification.requestPermission RemotePlayback.watchAvailability',
    FIRST,
  ],
  ['BaseAudioContext.decodeAudioData', [1, 2]],
  ['Geolocation.getCurrentPosition Geolocation.watchPosition', BOTH],
  ['MediaSession.setActionHandler', [1]],
  ['LockManager.request', [-1]],
  ['Document.startViewTransition NavigateEvent.intercept', FIRST, true],
];

/** The same for classes that are not globals in every engine: what hands out their objects, and their methods; one of them hands out another. */
export const ENTRIES = 'FileSystemEntry';
export const entrySource = 'DataTransferItem.webkitGetAsEntry';
export const entryMethods: Calls = [['getFile getDirectory', [2, 3]], ['getParent file readEntries', BOTH], ['createReader', []]];

/** Constructors whose callbacks run in the empty context, and would not by themselves: as microtasks they run where they were caused. */
export const OBSERVER = 'MutationObserver';
export const observers = `${OBSERVER} WebKit${OBSERVER}`;

/** Events of the same kind. */
export const strangers = set('slotchange navigatesuccess navigateerror');

/**
 * Streams: `start` is called by the constructor, the other callbacks run in the context of the call that causes them: of the method that is named, or else of
 * the last that made the stream flow.
 */
export const STREAMS = 'streams';
export const streamConstructors = 'ReadableStream WritableStream TransformStream';
export const streamMethods =
  'ReadableStream,WritableStream,ReadableStreamDefaultReader,ReadableStreamBYOBReader,WritableStreamDefaultWriter.*';
export const streamCauses: Readonly<Record<string, string>> = {
  pull: 'read',
  cancel: 'cancel',
  abort: 'abort',
  close: 'close',
  flush: 'close',
  write: 'write',
  transform: 'write',
};

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
  /** What ends the task and fires its last events at once, while script is running: these show the context of the call. */
  readonly ends?: string;
  /** The events that end the task: later ones, which may be a user's doing, are not its own any more. */
  readonly last?: Words;
  /** Whether it does not end with this one. */
  readonly stays?: (type: string, target: Target) => unknown;
  /** What every start changes: if it is the same after it, nothing was started. */
  readonly state?: (target: Target) => unknown;
  /** Which start counts, until the events have come: all, each with an event of its own; the first; or, if it is not said, the last. */
  readonly counts?: 'each' | 'first';
}

const task = (name: string, starts: string, events: string, more?: Partial<TaskRow>): TaskRow =>
  ({ __proto__: null, name, starts, events: set(events), ...more }) as TaskRow;
/** A task that is over with its event. */
const once = (name: string, starts: string, events: string, more?: Partial<TaskRow>): TaskRow =>
  task(name, starts, events, { last: set(events), ...more });
/** One that changes the state of a media element. */
const change = (member: string, event: string): TaskRow =>
  once('media', MEDIA + member, event, {
    state: ({ paused, playbackRate, defaultPlaybackRate, volume, muted }) =>
      `${paused} ${playbackRate} ${defaultPlaybackRate} ${volume} ${muted}`,
    counts: 'each',
  });

const MEDIA = 'HTMLMediaElement.';
const LOADED = 'load error';
const LOADING =
  'loadstart progress suspend abort error emptied stalled durationchange loadedmetadata loadeddata canplay canplaythrough resize';
const isOpen = (target: Target) => target.open;
const inDocument = (target: Target, { isConnected } = target) => isConnected && target;

export const tasks: readonly TaskRow[] = [
  task('XMLHttpRequest', 'XMLHttpRequest.send', 'readystatechange loadstart progress load error timeout loadend', {
    ends: 'XMLHttpRequest.abort,open',
    also: 'upload',
  }),
  task(
    'FileReader',
    'FileReader.readAsArrayBuffer,readAsBinaryString,readAsDataURL,readAsText',
    'loadstart progress load error abort loadend',
    { ends: 'FileReader.abort' },
  ),
  // A cursor that goes on starts its request again.
  task(
    'IndexedDB',
    'IDBFactory,IDBObjectStore,IDBIndex,IDBCursor.* IDBDatabase.transaction',
    'success error blocked upgradeneeded complete abort',
    { on: ({ request }) => request },
  ),
  task('WebSocket', 'WebSocket', 'open error'),
  task('WebSocket', 'WebSocket.close', 'close'),
  task('EventSource', 'EventSource', 'open error'),
  // The element itself starts nothing.
  task('Animation', 'Element.animate', 'finish cancel remove', { on: () => undefined }),
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
  task('media', `${MEDIA}src,srcObject,load Audio`, LOADING, {
    tags: set('source'),
    // What is loading already goes on when a source comes.
    on: (target, parent) => (parent ? parent.networkState === 0 && parent : target),
  }),
  change('play', 'play'),
  change('pause', 'pause'),
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
    // What fills the screen already stays there, and nothing happens.
    state: target => target.ownerDocument.fullscreenElement === target || {},
  }),
];

/** Attributes that start tasks as the setters of the same name do, and the methods that change them: the name comes first, or second. */
export const attributes = set('src srcset href data srcdoc open');
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
  'Document,ShadowRoot,Navigation';

/** The switches. */
export const names: readonly string[] = [
  ...new Set([AWAIT, ...calls.flatMap(([all]) => all.split(' ')), ENTRIES, OBSERVER, STREAMS, EVENTS, ...tasks.map(({ name }) => name)]),
];
