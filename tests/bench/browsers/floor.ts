// The floor: the await hook of the browser carrier and nothing else, for a single context. A carrier that also has Variables, checks its realm and
// works beside other libraries can only be slower.
import { start } from './work.js';

const { prototype } = Promise;
const { then: nativeThen } = prototype;
const NativePromise = Promise;
const { apply } = Reflect;
const { defineProperty } = Object;

/** A stretch of the microtask queue between an open and a close. */
interface Region {
  readonly outer: Region | undefined;
  /** Whether the microtasks that its jobs enqueue unseen get marks around them, too. */
  readonly isExtended: boolean;
  isEmpty: boolean;
}

let isCurrent = false;
let region: Region | undefined;

/** The promise whose next subscription is the library's own. */
let own: unknown;
/** Promises with an opening mark, which need a closing mark behind the engine's reaction. Usually there is one. */
let awaited: unknown;
let more: unknown[] | undefined;

// Own properties, so that no look-up reaches the prototype.
const settled = (async () => {})();
defineProperty(settled, 'constructor', { value: undefined });
defineProperty(settled, 'then', { value: nativeThen });

const mark = (job: () => void): void => void settled.then(job);

function subscribe(promise: unknown, job: () => void): void {
  own = promise;
  apply(nativeThen, promise, [job, job]);
}

/** Adds the closing marks that are due. Called first by all code that changes the context. */
function flush(): void {
  if (awaited === undefined) return;
  const first = awaited;
  const rest = more;
  awaited = more = undefined;
  subscribe(first, close);
  if (rest !== undefined) for (const promise of rest) subscribe(promise, close);
}

function begin(outer: Region | undefined, isExtended: boolean): void {
  region = { outer, isExtended, isEmpty: false };
  isCurrent = true;
  if (isExtended) mark(open);
}

function open(): void {
  flush();
  begin(region, region !== undefined && region.isExtended);
}

function openContinuation(): void {
  flush();
  begin(region, true);
}

function close(): void {
  flush();
  const { outer, isExtended } = region as Region;
  if (isExtended) mark(close);
  region = outer;
  isCurrent = outer !== undefined && !outer.isEmpty;
}

function enterEmpty(): void {
  flush();
  isCurrent = false;
  if (region === undefined || region.isEmpty) return;
  region.isEmpty = true;
  if (region.isExtended) mark(enterEmpty);
}

type Callback = ((value: unknown) => unknown) | null | undefined;

/** The reactions in place of callbacks that were not given: they enter the context, and pass the result on. */
const passing = (enter: () => void): { value(value: unknown): unknown; reason(reason: unknown): never } => ({
  value(value) {
    enter();
    return value;
  },
  reason(reason) {
    enter();
    throw reason;
  },
});
const passingInside = passing(openContinuation);
const passingOutside = passing(enterEmpty);

/** Wraps a callback so that it opens its region by itself. */
const opening =
  (enter: () => void, callback: (value: unknown) => unknown) =>
  (value: unknown): unknown => {
    enter();
    return callback(value);
  };

function readConstructor(this: unknown): unknown {
  if (this === own) return (own = undefined);
  if (!isCurrent) subscribe(this, enterEmpty);
  else {
    subscribe(this, openContinuation);
    if (awaited === undefined) awaited = this;
    else (more ??= []).push(this);
  }
  return NativePromise;
}

/** The patched `then`, whose callbacks open the region by themselves. */
function then(this: unknown, onFulfilled?: Callback, onRejected?: Callback): unknown {
  const begin = isCurrent ? openContinuation : enterEmpty;
  const pass = isCurrent ? passingInside : passingOutside;
  own = this;
  const derived: unknown = apply(nativeThen, this, [
    typeof onFulfilled === 'function' ? opening(begin, onFulfilled) : pass.value,
    typeof onRejected === 'function' ? opening(begin, onRejected) : pass.reason,
  ]);
  if (isCurrent) subscribe(this, close);
  return derived;
}

/** The region of the synchronous part of `enter`. */
const INSIDE: Region = { outer: undefined, isExtended: true, isEmpty: false };

/** Calls a function in the context. */
function enter<Result>(fn: () => Result): Result {
  const regionAround = region;
  const wasCurrent = isCurrent;
  flush();
  mark(open);
  isCurrent = true;
  region = INSIDE;
  try {
    return fn();
  } finally {
    flush();
    region = regionAround;
    isCurrent = wasCurrent;
    mark(close);
  }
}

defineProperty(prototype, 'constructor', { configurable: true, get: readConstructor });
defineProperty(prototype, 'then', { configurable: true, writable: true, value: then });
start({ enter, isInside: () => isCurrent }, async () => ({}));
