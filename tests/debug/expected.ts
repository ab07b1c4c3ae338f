// The table: each program, where it loses its context, and why. The places are marked in the programs.
import type { Expected } from './suite.js';

type Table = Readonly<Record<string, Expected | undefined>>;

const keptCallback: Expected = { cause: 'kept-callback' };

/** In Node and in browsers. */
export const everywhere: Table = {
  'kept: a queue: an array': keptCallback,
  'kept: a queue: objects in an array, taken from its end': keptCallback,
  'kept: a queue that a timer of nobody drains': keptCallback,
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
};

/** Where async_hooks says what has made what. */
export const inNode: Table = {
  'kept: an async callback, after an await': keptCallback,
};

/** Nothing is lost. */
export const nothing = (titles: readonly string[]): Table => Object.fromEntries(titles.map(title => [`silent: ${title}`, undefined]));
