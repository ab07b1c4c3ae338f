// The table: for each program, the cause of its loss. Comments in the programs mark the places.
import type { Expected } from './suite.js';

type Table = Readonly<Record<string, Expected | undefined>>;

const keptCallback: Expected = { cause: 'kept-callback' };

/** In Node and in browsers. */
export const everywhere: Table = {
  'kept: a queue: an array': keptCallback,
  'kept: a queue: objects in an array, taken from its end': keptCallback,
  'kept: a queue that a timer of nobody drains': keptCallback,
  'kept: a queue that a function fills which is declared after the function that calls it': keptCallback,
  'kept: a queue: a linked list': keptCallback,
  'kept: callbacks by their ids, in a Map': keptCallback,
  'kept: listeners in a Set': keptCallback,
  'kept: an EventTarget': keptCallback,
  'kept: a resolving function that somebody else calls back through': keptCallback,
  'kept: a function that run returns': keptCallback,
  'kept: an object with a getter': keptCallback,
  'kept: toJSON': keptCallback,
  'kept: a lazy value: the first who asks computes it': keptCallback,
  'kept: a loader that collects what is asked for': keptCallback,
  'kept: a function that is handed to run by its name': keptCallback,
  'kept: a function that only the code of run calls': keptCallback,
  'kept: run in a function of its own': keptCallback,
  'kept: run in a function of its own, which calls back': keptCallback,
  'kept: a pool: the callback of one flow, called by another': { cause: 'other-value' },
  'kept: a pool with objects, as drivers of databases have them': { cause: 'other-value' },
  'generators: a generator': { cause: 'generator' },
  'generators: a generator, in for-of': { cause: 'generator' },
  'generators: an async generator': { cause: 'generator' },
  'timers: a fake setTimeout': { cause: 'replaced-timer' },
  'timers: a fake queueMicrotask': { cause: 'replaced-timer' },
  'platform: a sink of a WritableStream, of chunks of nobody': { cause: 'platform-callback' },
};

/** Further programs in Node, whose async_hooks say which resource has created which. */
export const inNode: Table = {
  'kept: an async callback, after an await': keptCallback,
  'node: a listener of an EventEmitter': keptCallback,
  'node: a listener of an EventEmitter for once, called by another flow': { cause: 'other-value' },
  'node: a pool: an async callback of one flow, called by another, after an await': { cause: 'other-value' },
  'node: a pool: the timer of a callback of one flow, called by another': { cause: 'other-value' },
  'node: a timer that a kept callback sets': keptCallback,
  'node: a function of another script, in a promise that a kept callback makes': { ...keptCallback, get: 'elsewhere' },
  'node: a question of readline, of an interface of nobody': keptCallback,
  'node: a snapshot of no context, within a flow': undefined,
  'node: the then of a thenable with which somebody resolves a promise': { cause: 'thenable' },
};

const unseenAwait: Expected = { cause: 'unseen-await' };
const platformCallback: Expected = { cause: 'platform-callback' };

/** Further programs in browsers, where a hook follows native promises and the platform has events of its own. Node's async_hooks follow all of these. */
export const inBrowsers: Table = {
  'awaits: two awaits of values in a row': unseenAwait,
  'awaits: awaits of values in a loop': unseenAwait,
  'awaits: a thenable that resolves at once': unseenAwait,
  'awaits: a thenable after a value': unseenAwait,
  'awaits: a derived promise after a value': unseenAwait,
  'awaits: two awaits of values, in a function that run calls': unseenAwait,
  'awaits: two awaits of values, in a function that is handed to run by its name': unseenAwait,
  'awaits: a promise on which a constructor was defined': { cause: 'defined-constructor' },
  'awaits: an async callback that was kept, after an await': { cause: 'unknown' },
  'platform: messages of a MessagePort': platformCallback,
  'platform: a setTimeout from before the library was loaded': { cause: 'kept-function' },
  'platform: enterWith, where the end of the code is not known': { cause: 'enter-with', hasNoValue: true },
};

/** Further programs in pages, which have a document. */
export const inPages: Table = {
  'platform: a MutationObserver': platformCallback,
  'platform: a ResizeObserver': platformCallback,
};

/** The programs for a page whose promises were locked down before the library was loaded. */
export const whereLocked: Table = { 'locked: an await': { cause: 'locked-down' }, 'locked: a timer': { cause: 'locked-down' } };

/** Programs that lose nothing. */
export const nothing = (titles: readonly string[]): Table => Object.fromEntries(titles.map(title => [`silent: ${title}`, undefined]));
