// Activations: what one call of an async function, or one generator, remembers of contexts from suspension to suspension.
import { freeze } from '../intrinsics.js';
import type { Activation, Activations, Place, Switch } from './switch.js';

/** Makes what transformed code calls, on a carrier's switch. */
export function createActivations({ carriesAwait, capture, now, begin = now, enter, leave, empty, reset = () => enter(empty) }: Switch): Activations {
  class State implements Activation {
    #place: Place;
    /** The context that was current when it was entered; nothing while it is out of its context. */
    #before: Place | undefined;

    constructor(place: Place, before?: Place) {
      this.#place = place;
      this.#before = before;
    }

    // In here, since nobody else is to look into an activation.
    static activations() {
      return {
        __proto__: null,
        call() {
          if (carriesAwait) return undefined;
          const place = begin();
          return new State(place, place);
        },
        create: () => new State(now()),
        outside: () => new State(empty),
        enter(activation: State | undefined, value: unknown) {
          if (activation && !activation.#before) activation.#before = enter(activation.#place);
          return value;
        },
        leave(activation: State | undefined, value: unknown) {
          if (activation && activation.#before) {
            activation.#place = leave(activation.#before, activation.#place);
            activation.#before = undefined;
          }
          return value;
        },
        reset(value: unknown) {
          reset();
          return value;
        },
        capture,
      } as unknown as Activations;
    }
  }
  return freeze(State.activations());
}
