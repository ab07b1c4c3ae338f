// The pieces of the await hook, each in a page of its own, since one piece's change to Promise.prototype slows down all others.
import { time, whenLoaded } from './work.js';

/** The piece that this page measures: see `PIECES`. */
declare const PIECE: string;

const { prototype } = Promise;
const { then: nativeThen } = prototype;
const NativePromise = Promise;
const { apply } = Reflect;
const { defineProperty } = Object;

type Job = () => void;
/** Calls a job later, once. */
type Later = (job: Job) => void;

const settled = (async () => {})();
defineProperty(settled, 'constructor', { value: undefined });
defineProperty(settled, 'then', { value: nativeThen });
const mark: Later = job => void settled.then(job);
const nothing: Job = () => {};

async function callee(): Promise<void> {}
const awaits = async (n: number): Promise<void> => {
  for (let i = 0; i < n; i++) await callee();
};

/** A loop in which each job enqueues the next one. */
const chain =
  (later: Later) =>
  (n: number): Promise<void> =>
    new NativePromise(resolve => {
      let left = n;
      const job = (): void => {
        if (--left > 0) later(job);
        else resolve();
      };
      later(job);
    });

/** The promise whose constructor is read for a subscription of the hook. */
let own: unknown;

/** Replaces `constructor`; `answer` is what it returns for subscriptions of the hook. */
function hookConstructor(answer: unknown): void {
  defineProperty(prototype, 'constructor', {
    configurable: true,
    get(this: unknown) {
      if (this !== own) return NativePromise;
      own = undefined;
      return answer;
    },
  });
}

function subscribe(promise: unknown, job: Job): void {
  own = promise;
  apply(nativeThen, promise, [job, job]);
}

const inPlace = (wrap: (then: Function) => unknown): void => {
  const replacement = {
    then(this: unknown, onFulfilled: unknown, onRejected: unknown): unknown {
      return apply(nativeThen, this, [onFulfilled, onRejected]);
    },
  }.then;
  defineProperty(prototype, 'then', { value: wrap(replacement), configurable: true, writable: true });
};
const callThen: Later = job => void callee().then(job);

/** Each piece prepares the page and returns the loop. */
const pieces: Record<string, () => (n: number) => Promise<void>> = {
  'native await': () => awaits,
  'native await, two flows in turn, which Firefox cannot skip': () => n => (void awaits(n / 2), awaits(n / 2)),
  'await, constructor an accessor': () => (hookConstructor(NativePromise), awaits),
  mark: () => chain(mark),
  'two marks': () => chain(job => (mark(nothing), mark(job))),
  queueMicrotask: () => chain(queueMicrotask),
  'subscription, nothing hooked': () => chain(job => subscribe(callee(), job)),
  'subscription, the accessor answers undefined': () => (hookConstructor(undefined), chain(job => subscribe(callee(), job))),
  'subscription, the accessor answers %Promise%': () => (hookConstructor(NativePromise), chain(job => subscribe(callee(), job))),
  'subscription, own constructor for the call': () => {
    hookConstructor(undefined);
    return chain(job => {
      const promise = callee();
      defineProperty(promise, 'constructor', { value: undefined, configurable: true });
      apply(nativeThen, promise, [job, job]);
      Reflect.deleteProperty(promise, 'constructor');
    });
  },
  'subscription, by an await': () => {
    hookConstructor(NativePromise);
    const react = async (promise: unknown, job: Job): Promise<void> => {
      await promise;
      job();
    };
    return chain(job => void react(callee(), job));
  },
  'native then': () => chain(callThen),
  'then, a function in its place': () => (inPlace(then => then), chain(callThen)),
  'then, a proxy in its place': () => (inPlace(then => new Proxy(then, {})), chain(callThen)),
};

whenLoaded(async () => ({ nanoseconds: await time(pieces[PIECE]!()) }));
