// Activations: the context of one call of an async function, or of one generator, from suspension to suspension.
import { freeze } from '../intrinsics.js';
import type { Activation, Activations, Switch } from './switch.js';

/** Makes the functions that transformed code calls, on a carrier's switch. */
export function createActivations<P>({ carriesAwait, capture, now, begin = now, enter, leave, empty, reset = () => enter(empty) }: Switch<P>): Activations {
  class State implements Activation {
    #place: P;
    /** The context that was current when this activation was entered; `undefined` while it is out of its context. */
    #before: P | undefined;

    constructor(place: P, before?: P) {
      this.#place = place;
      this.#before = before;
    }

    // A static method, so that only this class reads the private fields.
    static activations(): Activations & { readonly __proto__: null } {
      return {
        __proto__: null,
        call() {
          if (carriesAwait) return undefined;
          const place = begin();
          return new State(place, place);
        },
        create: () => new State(now()),
        outside: () => new State(empty),
        enter<T>(activation: State | undefined, value?: T): T {
          if (activation && !activation.#before) activation.#before = enter(activation.#place);
          return value as T;
        },
        leave<T>(activation: State | undefined, value?: T): T {
          if (activation && activation.#before) {
            activation.#place = leave(activation.#before, activation.#place);
            activation.#before = undefined;
          }
          return value as T;
        },
        reset<T>(value?: T): T {
          reset();
          return value as T;
        },
        capture,
      };
    }
  }
  return freeze(State.activations());
}
