// Thenables: the engine calls their `then` from a job, which belongs to no context where the engine carries none.
import { apply, getPrototypeOf } from '../intrinsics.js';
import { call, create, enter, leave } from './activations.js';
import { NativePromise, prototype } from './native-promise.js';

/** Whether a value may be a thenable that is no promise of the engine's. */
const isForeign = (value: unknown): value is object =>
  typeof value === 'object' ? value !== null && getPrototypeOf(value) !== prototype : typeof value === 'function';

/**
 * A thenable like another, whose `then` runs in the current context, and so does that of a thenable that it resolves with. The other's is read here, once and
 * now, as the engine would.
 *
 * @param other - What becomes of a value that is no thenable.
 */
function tie(value: object, other: (value: object) => unknown): unknown {
  // A promise that the engine subscribes to by itself, though it is of a subclass.
  if (value instanceof NativePromise && value.constructor === NativePromise) return value;
  let then: unknown;
  try {
    ({ then } = value as { then?: unknown });
  } catch (error) {
    // A promise that is resolved with it is rejected with the error, when the engine has come to that.
    return {
      __proto__: null,
      get then() {
        throw error;
      },
    };
  }
  if (typeof then !== 'function') return other(value);
  const activation = create();
  return {
    __proto__: null,
    then(resolve: (value: unknown) => void, reject: unknown) {
      enter(activation);
      try {
        return apply(then as Function, value, [(result: unknown) => resolve(tieThenable(result)), reject]);
      } finally {
        leave(activation);
      }
    },
  };
}

const same = (value: object): unknown => value;

/** A value, or what a promise is to be resolved with in place of a thenable. The engine reads the `then` of what is none once more. */
export const tieThenable = (value: unknown): unknown => (isForeign(value) ? tie(value, same) : value);

/** The stand-in that is awaited for a value whose `then` was read already. */
class Box {
  readonly #value: unknown;

  constructor(value: unknown) {
    this.#value = value;
  }

  static open(value: unknown): unknown {
    return typeof value === 'object' && value !== null && #value in value ? value.#value : value;
  }
}
export const { open } = Box;
const close = (value: object): unknown => new Box(value);

/** The same for what is awaited and comes to `open`, so that nothing is read twice. */
export const tieAwaited = (value: unknown): unknown => (isForeign(value) ? tie(value, close) : value);

/** Whether the engine carries contexts through `await` by itself. */
const carried = call() === undefined;

/** Called with what an async function returns or, where nothing of it runs after, awaits. Returns what it does instead. */
export const thenable = <T>(value?: T): T => (carried ? value : tieThenable(value)) as T;
