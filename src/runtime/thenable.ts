// Thenables: the engine calls their `then` from a job. If the carrier does not carry contexts to jobs, transformed code ties the `then` to the context.
import { apply, getPrototypeOf } from '../intrinsics.js';
import { call, create, enter, leave } from './realm-activations.js';
import { NativePromise, prototype } from './engine-promise.js';

/** Whether a value may be a thenable, and is not a plain promise of the engine. */
const isForeign = (value: unknown): value is object =>
  typeof value === 'object' ? value !== null && getPrototypeOf(value) !== prototype : typeof value === 'function';

/**
 * Wraps a thenable: its `then` runs in the current context, and so does the `then` of a thenable with which it resolves. Reads `then` once, as the
 * engine would.
 *
 * @param other - Returns the result for a value that is not a thenable.
 */
function tie(value: object, other: (value: object) => unknown): unknown {
  // A promise of a subclass to which the engine adds reactions directly, because its `constructor` is %Promise%.
  if (value instanceof NativePromise && value.constructor === NativePromise) return value;
  let then: unknown;
  try {
    ({ then } = value as { then?: unknown });
  } catch (error) {
    // The engine must get the same error when it reads `then`: it rejects the promise that is resolved with the value.
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

/** Ties a thenable. Returns any other value as it is, whose `then` the engine reads a second time. */
export const tieThenable = (value: unknown): unknown => (isForeign(value) ? tie(value, same) : value);

/** A box that is awaited in place of a value that is not a thenable, so that the engine does not read the value's `then` again. */
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

/** Like `tieThenable`, for an awaited value whose outcome is passed to `open`: boxes a value that is not a thenable, so that no `then` is read twice. */
export const tieAwaited = (value: unknown): unknown => (isForeign(value) ? tie(value, close) : value);

/** Whether the engine carries contexts through `await` by itself. */
const carried = call() === undefined;

/** Called with the return value of an async function, or with the operand of its last await. Returns the value to use instead. */
export const thenable = <T>(value?: T): T => (carried ? value : tieThenable(value)) as T;
