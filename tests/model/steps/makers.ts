// Promises and thenables with a `then` of their own.
import { EnginePromise, type Context, type Here, type World } from '../world.js';

/** Who awaits a thenable, which may be another than who has made it. */
export interface Awaiter {
  here: Here;
  /** What its looks are called. */
  path: string;
}

/** Work that a `then` starts. */
async function work(world: World, here: Here): Promise<void> {
  world.look(here, 'working');
  await null;
  world.look(here, 'working after a primitive');
  await Promise.resolve();
  world.look(here, 'working after a promise');
}

const whereOf = ({ here: { context, path }, path: name }: Awaiter): { context: Context; path: string[] } => ({ context, path: [...path.slice(-3), name] });

/** What a `then` does in whose context it is called. */
function begin(world: World, awaiter: Awaiter): void {
  const here = whereOf(awaiter);
  if (world.watch(here, 'in its then')) world.start(() => work(world, here));
}

/** A promise whose work is started by its `then`: such are the queries of SDKs. */
class Lazy extends EnginePromise<unknown> {
  onThen: () => void = () => {};
  static override get [Symbol.species](): PromiseConstructor {
    return EnginePromise;
  }
  override then<A, B>(
    onFulfilled?: ((value: unknown) => A | PromiseLike<A>) | null,
    onRejected?: ((reason: unknown) => B | PromiseLike<B>) | null,
  ): Promise<A | B> {
    this.onThen();
    return super.then(onFulfilled, onRejected) as Promise<A | B>;
  }
}

/** The promises inside of thenables: some are settled, most of them some flow settles. */
const inner = (world: World): Promise<unknown> => (world.outcome.steps % 4 === 0 ? Promise.resolve(3) : world.defer().promise);

type Then = (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => unknown;

/**
 * Not among them: thenables that keep the callbacks and have another flow's code call them. That code's context is then, by the README's
 * first exception, the one that an await goes on in.
 */
export const makers: Readonly<Record<string, (world: World, awaiter: Awaiter) => unknown>> = {
  'deferred with a bound then'(world) {
    const promise = inner(world);
    return { then: promise.then.bind(promise) };
  },
  'deferred with a then taken out'(world) {
    const promise = inner(world);
    const { then } = promise;
    return { then: (...args: unknown[]) => Reflect.apply(then, promise, args) };
  },
  'memoizing proxy'(world) {
    const memo = new Map<PropertyKey, unknown>();
    const proxy = new Proxy(inner(world), {
      get(promise, key) {
        const value: unknown = memo.get(key) ?? Reflect.get(promise, key);
        if (typeof value !== 'function' || memo.has(key)) return value;
        const bound: unknown = value.bind(promise);
        memo.set(key, bound);
        return bound;
      },
    });
    // Whoever makes it asks it first.
    void Reflect.get(proxy, 'then');
    return proxy;
  },
  'lazy promise'(world, awaiter) {
    const lazy = world.outcome.steps % 2 === 0 ? new Lazy(resolve => resolve(1)) : (world.defer(false, Lazy).promise as Lazy);
    lazy.onThen = () => begin(world, awaiter);
    return lazy;
  },
  'plain object with a getter then'(world, awaiter) {
    const promise = inner(world);
    return {
      get then(): Then {
        world.watch(whereOf(awaiter), 'in its getter then');
        return (resolve, reject) => {
          begin(world, awaiter);
          return promise.then(resolve, reject);
        };
      },
    };
  },
  'promise with a getter then'(world, awaiter) {
    const promise = inner(world);
    const { then } = promise;
    return Object.defineProperty(promise, 'then', {
      get() {
        // The engine's await does not ask for it, so that it may be whoever settles who does.
        world.watch(whereOf(awaiter), 'in its getter then');
        return then;
      },
    });
  },
  'promise with a then of its own'(world, awaiter) {
    const promise = inner(world);
    const { then } = promise;
    return Object.assign(promise, {
      then(...args: unknown[]) {
        begin(world, awaiter);
        return Reflect.apply(then, promise, args) as unknown;
      },
    });
  },
  'thenable that starts work': (world, awaiter) => ({
    then(resolve: (value: unknown) => void, reject: (reason: unknown) => void) {
      begin(world, awaiter);
      void world.subject.sleep(1).then(() => resolve(4), reject);
    },
  }),
  'thenable that ends in a promise': () => ({
    then: (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => void Promise.resolve(4).then(resolve, reject),
  }),
  'thenable that resolves at once': () => ({ then: (resolve: (value: unknown) => void) => resolve(3) }),
};
