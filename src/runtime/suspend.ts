// What stands around the operand of a suspension.
import type { Activation } from '../agent/switch.js';
import { call, create, enter, leave } from './activations.js';

const { apply, getPrototypeOf } = Reflect;
/** %Promise%, whatever the global of that name is by now. */
const NativePromise = (async () => {})().constructor as PromiseConstructor;
const { prototype } = NativePromise;

/**
 * A thenable whose `then` runs in the current context: the engine calls it from a job, which belongs to no context where the engine
 * does not carry any. Its `then` is read here, once and now, as the engine would.
 */
function bound(value: object): unknown {
  // A promise that the engine subscribes to by itself, though it is of a subclass.
  if (value instanceof NativePromise && value.constructor === NativePromise) return value;
  if (!('then' in value)) return value;
  const { then } = value;
  if (typeof then !== 'function') return value;
  const activation = create();
  return {
    __proto__: null,
    then(...functions: unknown[]) {
      enter(activation);
      try {
        return apply(then, value, functions);
      } finally {
        leave(activation);
      }
    },
  };
}

/**
 * Called with the operand of `await` or `yield`, or with what a function returns, just before.
 *
 * @returns What is awaited, yielded or returned instead.
 */
export function suspend<T>(activation: Activation | undefined, value?: T): T {
  if (activation === undefined) return value as T;
  const result = isForeign(value) ? bound(value) : value;
  leave(activation);
  return result as T;
}

/** Whether a value may be a thenable that is no promise of the engine's. */
const isForeign = (value: unknown): value is object =>
  typeof value === 'object' ? value !== null && getPrototypeOf(value) !== prototype : typeof value === 'function';

/** Whether the engine carries contexts through `await` by itself. */
const carried = call() === undefined;

/** What `suspend` does for the last await of an activation, after which nothing runs in its context. */
export const thenable = <T>(value?: T): T => (!carried && isForeign(value) ? bound(value) : value) as T;
