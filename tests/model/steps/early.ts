// Code that was suspended, registered or kept before the first Variable was made. The library cannot see it: by the README it may continue in no context, or in
// that of whoever settles it. So its looks are counted apart. To settle it must not disturb any other flow.
import type { Kinds } from '../kinds.js';
import { EnginePromise, type Here, type World } from '../world.js';

/** The flow that settles a promise from before. */
interface By {
  readonly world: World;
  readonly here: Here;
}
type Settle = (by: By) => void;

export interface Early {
  /** The functions that settle suspended code, by kind; each is used once. */
  readonly suspended: Readonly<Record<string, Settle[]>>;
  readonly then: Promise<unknown>['then'];
}

/** Each function is called before the first Variable, with a promise to wait for. */
const suspensions: Readonly<Record<string, (promise: Promise<By>) => void>> = {
  async 'await from before'(promise) {
    const { world } = await promise;
    look(world, 'await from before');
  },
  'then from before'(promise) {
    void promise.then(({ world }) => look(world, 'then from before'));
  },
  'async generator from before'(promise) {
    void generator(promise).next();
  },
  'derived promise from before'(promise) {
    class Derived extends EnginePromise<unknown> {}
    void new Derived(resolve => resolve(promise)).then(by => look((by as By).world, 'derived promise from before'));
  },
};

// biome-ignore lint/correctness/useYield: it is suspended at its await.
async function* generator(promise: Promise<By>) {
  const { world } = await promise;
  look(world, 'async generator from before');
}

/** Looks at the context of code that was suspended in the empty one. */
function look(world: World, kind: string): void {
  world.apart(kind, world.outside([]).context);
}

/** Suspends so many pieces of code of each kind. Call it before the first Variable is made. */
export function suspendEarly(count: number): Early {
  const suspend = (start: (promise: Promise<By>) => void): Settle => {
    let settle: Settle | undefined;
    start(
      new Promise(resolve => {
        settle = by => {
          by.world.settling();
          resolve(by);
        };
      }),
    );
    return settle!;
  };
  const suspended = Object.fromEntries(Object.entries(suspensions).map(([kind, start]) => [kind, Array.from({ length: count }, () => suspend(start))]));
  return { suspended, then: Promise.prototype.then };
}

export const earlier: Kinds = {
  ...Object.fromEntries(
    Object.keys(suspensions).map(kind => [
      `settle what is suspended: ${kind}`,
      { act: (world: World, here: Here) => world.subject.early.suspended[kind]!.pop()?.({ world, here }) },
    ]),
  ),
  'a then kept from before': {
    wait: (world, here) => world.subject.early.then.call(world.defer().promise, () => world.apart('then kept from before', here.context)),
  },
};
