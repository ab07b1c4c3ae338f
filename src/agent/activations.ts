// Activations: what one call of an async function, or one generator, remembers of contexts from suspension to suspension.
import type { Activation, Activations, Place, Switch } from './switch.js';

const { freeze } = Object;

/** Makes what transformed code calls, on a carrier's switch. */
export function createActivations({ carriesAwait, now, enter, leave, empty, reset }: Switch): Activations {
  class State implements Activation {
    readonly #place: Place;
    /** What was current when it was entered; nothing while it is out of its context. */
    #before: Place | undefined;

    constructor(place: Place, before?: Place) {
      this.#place = place;
      this.#before = before;
    }

    static call(this: void): State | undefined {
      if (carriesAwait) return undefined;
      const place = now();
      return new State(place, place);
    }
    static create(this: void): State {
      return new State(now());
    }
    static outside(this: void): State {
      return new State(empty);
    }
    static enter(this: void, activation: Activation | undefined, value?: unknown): unknown {
      const state = activation as State | undefined;
      if (state !== undefined && state.#before === undefined) state.#before = enter(state.#place);
      return value;
    }
    static leave(this: void, activation: Activation | undefined, value?: unknown): unknown {
      const state = activation as State | undefined;
      if (state !== undefined && state.#before !== undefined) {
        leave(state.#place, state.#before);
        state.#before = undefined;
      }
      return value;
    }
    static reset(this: void, value?: unknown): unknown {
      reset();
      return value;
    }
  }
  const { call, create, outside } = State;
  return freeze({ __proto__: null, call, create, outside, enter: State.enter, leave: State.leave, reset: State.reset }) as unknown as Activations;
}
