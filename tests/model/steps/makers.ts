// Promises and thenables with a `then` of their own.
import { EnginePromise, type Context, type Here, type World } from '../world.js';

/** The flow that awaits a thenable, which may be another one than its maker. */
export interface Awaiter {
  here: Here;
  /** The name of its looks. */
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

/** Looks in a `then`, in the context in which it is called, and starts work. */
function begin(world: World, awaiter: Awaiter): void {
  const here = whereOf(awaiter);
  if (world.watch(here, 'in its then')) world.start(() => work(world, here));
}

/** A promise whose `then` starts its work, like the queries of some SDKs. */
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

/** The promise inside of a thenable: some are settled, but most are settled by a flow. */
const inner = (world: World): Promise<unknown> => (world.outcome.steps % 4 === 0 ? Promise.resolve(3) : world.defer().promise);

type Then = (resolve: (value: unknown) => void, reject: (reason: unknown) => void) => unknown;

/**
 * The makers of thenables. It has no thenables that keep their callbacks for another flow's code to call: an await of such a thenable continues in that code's
 * context, by the README's first exception.
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
    // The maker reads `then` first.
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
        // The engine's await does not read this `then`; the reader may be a flow that settles a promise with it, which is the awaiter then.
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
