// Which context a callback runs in: the table of the APIs that need a patch, and the events that belong to tasks.

/**
 * Callbacks that run in the context of the call that hands them over. `at` are the places of the callbacks among the arguments, counted from the
 * end if negative, or, as a string, the member of the first argument that is one.
 */
export interface CallRow {
  readonly name: string;
  /** Where the method is: a path from the global. */
  readonly path: string;
  readonly at: readonly (number | string)[];
}

const call = (path: string, ...at: (number | string)[]): CallRow => ({ name: path.replace('.prototype', ''), path, at });

export const calls: readonly CallRow[] = [
  call('setTimeout', 0),
  call('setInterval', 0),
  call('setImmediate', 0),
  call('queueMicrotask', 0),
  call('requestAnimationFrame', 0),
  call('requestIdleCallback', 0),
  call('Scheduler.prototype.postTask', 0),
  call('HTMLVideoElement.prototype.requestVideoFrameCallback', 0),
  call('HTMLCanvasElement.prototype.toBlob', 0),
  call('DataTransferItem.prototype.getAsString', 0),
  call('Notification.requestPermission', 0),
  call('BaseAudioContext.prototype.decodeAudioData', 1, 2),
  call('Geolocation.prototype.getCurrentPosition', 0, 1),
  call('Geolocation.prototype.watchPosition', 0, 1),
  call('MediaSession.prototype.setActionHandler', 1),
  call('RemotePlayback.prototype.watchAvailability', 0),
  call('FileSystemDirectoryEntry.prototype.getFile', 2, 3),
  call('FileSystemDirectoryEntry.prototype.getDirectory', 2, 3),
  call('FileSystemDirectoryReader.prototype.readEntries', 0, 1),
  call('FileSystemEntry.prototype.getParent', 0, 1),
  call('FileSystemFileEntry.prototype.file', 0, 1),
  call('LockManager.prototype.request', -1),
  call('Document.prototype.startViewTransition', 0, 'update'),
  call('NavigateEvent.prototype.intercept', 'handler', 'precommitHandler'),
];

/** Constructors whose callbacks run in the empty context, and would not by themselves: as microtasks they run where they were caused. */
export const empties: readonly string[] = ['MutationObserver'];

/**
 * Events of a task: fired by the engine because of a call, in the context of that call, for every listener on the way. `starts` are the methods, setters
 * and constructors that start it; the events are fired on the object itself, or, with `on: 'result'`, on what the call returns. `ends` are those that end it and
 * fire its last events at once, while script is running: these show the context of the call.
 */
export interface TaskRow {
  readonly name: string;
  readonly starts: readonly string[];
  readonly on: 'this' | 'result';
  readonly ends?: readonly string[];
  /** A member of the object that fires the same events. */
  readonly also?: string;
  readonly events: readonly string[];
}

const methods = (owner: string, ...names: string[]): string[] => names.map(name => `${owner}.prototype.${name}`);

export const tasks: readonly TaskRow[] = [
  {
    name: 'XMLHttpRequest',
    starts: methods('XMLHttpRequest', 'send'),
    on: 'this',
    ends: methods('XMLHttpRequest', 'abort', 'open'),
    also: 'upload',
    events: ['readystatechange', 'loadstart', 'progress', 'load', 'error', 'timeout', 'loadend'],
  },
  {
    name: 'FileReader',
    starts: methods('FileReader', 'readAsArrayBuffer', 'readAsBinaryString', 'readAsDataURL', 'readAsText'),
    on: 'this',
    ends: methods('FileReader', 'abort'),
    events: ['loadstart', 'progress', 'load', 'error', 'abort', 'loadend'],
  },
  {
    name: 'IDBRequest',
    starts: [
      ...methods('IDBFactory', 'open', 'deleteDatabase'),
      ...['IDBObjectStore', 'IDBIndex'].flatMap(owner =>
        methods(owner, 'get', 'getKey', 'getAll', 'getAllKeys', 'getAllRecords', 'count', 'openCursor', 'openKeyCursor'),
      ),
      ...methods('IDBObjectStore', 'add', 'put', 'delete', 'clear'),
      ...methods('IDBCursor', 'update', 'delete'),
    ],
    on: 'result',
    events: ['success', 'error', 'blocked', 'upgradeneeded'],
  },
  {
    name: 'IDBTransaction',
    starts: methods('IDBDatabase', 'transaction'),
    on: 'result',
    events: ['complete', 'error', 'abort'],
  },
  { name: 'WebSocket', starts: ['WebSocket'], on: 'result', events: ['open', 'error'] },
  { name: 'WebSocket.close', starts: methods('WebSocket', 'close'), on: 'this', events: ['close'] },
  { name: 'EventSource', starts: ['EventSource'], on: 'result', events: ['open', 'error'] },
  { name: 'Animation', starts: methods('Element', 'animate'), on: 'result', events: ['finish', 'cancel', 'remove'] },
];
