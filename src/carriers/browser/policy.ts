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
