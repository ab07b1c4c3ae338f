// A reaction runs in the context of whoever calls `then`, whoever has read, bound or kept the function.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { inFlow, nameOf, promised, settlers, tasks, variable, type Flow } from './flows.js';

type Like = PromiseLike<string>;
type Then = Promise<string>['then'];

/** An object that caches the properties it has read, as proxies of some SDKs do. */
function memoizing(promise: Promise<string>): Like {
  const read = new Map<PropertyKey, unknown>();
  const proxy = new Proxy(promise, {
    get(target, key) {
      if (!read.has(key)) {
        const value: unknown = Reflect.get(target, key);
        read.set(key, typeof value === 'function' ? value.bind(target) : value);
      }
      return read.get(key);
    },
  });
  void proxy.then;
  return proxy;
}

class Deferred {
  readonly then: Then;
  constructor(readonly promise: Promise<string>) {
    this.then = promise.then.bind(promise) as Then;
  }
}

/** The objects that flow A makes from a promise. */
const makers: Record<string, (promise: Promise<string>) => Like> = {
  'a bound then': promise => ({ then: promise.then.bind(promise) as Then }),
  'a class with a bound then': promise => new Deferred(promise),
  'a reference that is a promise as well': promise =>
    Object.assign({ key: 1 }, { then: promise.then.bind(promise) as Then, catch: promise.then.bind(promise, undefined) }),
  'a then that was read, called with call': promise => {
    const { then } = promise;
    return { then: ((ok, bad) => then.call(promise, ok, bad)) as Then };
  },
  'a then that was read, called with Reflect.apply': promise => {
    const { then } = promise;
    return { then: ((...args: unknown[]) => Reflect.apply(then, promise, args)) as Then };
  },
  'a then that was read off the prototype': promise => {
    const { then } = Promise.prototype;
    return { then: ((ok, bad) => then.call(promise, ok, bad)) as Then };
  },
  'a proxy that remembers': memoizing,
};

/** The ways in which another flow uses such an object. */
const uses: Record<string, (like: Like, look: () => void) => unknown> = {
  'awaits it': async (like, look) => {
    await like;
    look();
  },
  'calls its then': (like, look) => like.then(look),
  'calls its then, and then of that': (like, look) => like.then(value => value).then(look),
  'returns it from an async function': async (like, look) => {
    await (async () => like)();
    look();
  },
  'resolves with it': (like, look) => Promise.resolve(like).then(look),
  'takes it into Promise.all': async (like, look) => {
    await Promise.all([1, like]);
    look();
  },
};

const test = suite('deferreds');
for (const [made, make] of Object.entries(makers)) {
  for (const [used, use] of Object.entries(uses)) {
    for (const flow of ['B', undefined] satisfies Flow[]) {
      for (const by of settlers) {
        test(`A makes ${made}, ${nameOf(flow)} ${used}, ${by} settles`, async () => {
          const seen: Flow[] = [];
          const { promise, settle } = promised(by);
          const like = variable.run('A', make, promise);
          inFlow(flow, () => use(like, () => seen.push(variable.get())));
          await tasks(1);
          settle();
          await tasks();
          assert.equal(seen, [flow]);
        });
      }
    }
  }
}

test.run();
