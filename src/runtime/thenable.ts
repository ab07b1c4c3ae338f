// Thenables: the engine calls their `then` from a job, which belongs to no context where the engine carries none.
import { call, create, enter, leave } from './activations.js';
import { NativePromise, prototype } from './native-promise.js';

const { apply, getPrototypeOf } = Reflect;

/** Whether a value may be a thenable that is no promise of the engine's. */
const isForeign = (value: unknown): value is object =>
  typeof value === 'object' ? value !== null && getPrototypeOf(value) !== prototype : typeof value === 'function';

/** A thenable like another, whose `then` runs in the current context. The other's is read here, once and now, as the engine would. */
function tie(value: object): unknown {
  // A promise that the engine subscribes to by itself, though it is of a subclass.
  if (value instanceof NativePromise && value.constructor === NativePromise) return value;
  if (!('then' in value)) return value;
  let then: unknown;
  try {
    ({ then } = value);
  } catch (error) {
    // What is resolved with it is rejected with the error, when the engine has come to that.
    return {
      __proto__: null,
      get then() {
        throw error;
      },
    };
  }
  if (typeof then !== 'function') return value;
  const activation = create();
  return {
    __proto__: null,
    then(...functions: unknown[]) {
      enter(activation);
      try {
        return apply(then as Function, value, functions);
      } finally {
        leave(activation);
      }
    },
  };
}

/** A value, or what a promise is to be resolved with in place of a thenable. */
export const tieThenable = (value: unknown): unknown => (isForeign(value) ? tie(value) : value);

/** Whether the engine carries contexts through `await` by itself. */
const carried = call() === undefined;

/** Called with what an async function returns or, where nothing of it runs after, awaits. Returns what it does instead. */
export const thenable = <T>(value?: T): T => (carried ? value : tieThenable(value)) as T;
