// What was suspended, registered or kept before the first Variable was made. The library cannot see it: by the README it may go on in no
// context, or in that of whoever settles it. So its own looks are counted apart; to settle it must disturb nobody else.
import type { Kinds } from '../kinds.js';
import { EnginePromise, type Here, type World } from '../world.js';

/** By whom a promise from before is settled. */
interface By {
  readonly world: World;
  readonly here: Here;
}
type Settle = (by: By) => void;

export interface Early {
  /** What settles suspended code of a kind, until it is used up. */
  readonly suspended: Readonly<Record<string, Settle[]>>;
  readonly then: Promise<unknown>['then'];
}

/** Each is called before the first Variable, with a promise to wait for. */
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

/** It was suspended in the empty context. */
function look(world: World, kind: string): void {
  world.apart(kind, world.outside([]).context);
}

/** Suspends code, so many of each kind: before the first Variable is made. */
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
