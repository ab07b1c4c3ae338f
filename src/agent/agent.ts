// The agent: the carrier and the keys that every copy of the library in a realm shares, found through one property of the global.
import { createActivations } from './activations.js';
import type { Carrier } from './carrier.js';
import { freeze } from '../intrinsics.js';
import { createKeys } from './keys.js';
import type { Key } from '../mapping/mapping.js';
import { existing, shared } from './shared.js';
import type { Activations } from './switch.js';

/** The surrounding agent of the specification, as far as this library needs one. */
export interface Agent<Captured = unknown> {
  readonly carrier: Carrier<Captured>;
  /** A new key for a Variable. */
  readonly allocateKey: (owner: object) => Key;
}

/** The objects that stand on an agent, and what enters the context of a Snapshot of theirs. */
export interface Intrinsics<Objects> {
  readonly intrinsics: Objects;
  readonly enter: Enter;
}

/**
 * Makes the context of a Snapshot current for the rest of the running code, and for what follows from it.
 *
 * @returns Whether that was done: not where the end of the running code cannot be seen.
 */
export type Enter = (snapshot: object) => boolean;

/**
 * The value of the global property. It gives a script that finds it no more than the entry point `asynccontext` does: the public objects,
 * the carrier's name, and what transformed code calls, in which contexts are opaque. The `v1` in its name is the version of this layout.
 */
export interface AgentRecord<Objects> {
  readonly carrier: string;
  readonly intrinsics: Objects;
  /** The functions that transformed code calls. */
  readonly activations: Activations;
  /** Enters the context of a Snapshot, for `enterWith` of an AsyncLocalStorage. */
  readonly enter: Enter;
}

/** The property of the global under which a realm's agent is found. */
export const AGENT = Symbol.for('asynccontext.agent.v1');

/** The realm's agent record, if there is one. */
export const existingRecord = () => existing(AGENT) as AgentRecord<unknown> | undefined;

/**
 * The realm's agent record, made if there is none.
 *
 * @param createCarrier - Makes the carrier, if this copy is the first.
 * @param createIntrinsics - Makes the objects that stand on the agent, if this copy is the first.
 */
export const agentRecord = <Objects>(createCarrier: () => Carrier, createIntrinsics: (agent: Agent) => Intrinsics<Objects>): AgentRecord<Objects> =>
  shared(AGENT, () => {
    const carrier = createCarrier();
    return freeze({
      __proto__: null,
      carrier: carrier.name,
      activations: createActivations(carrier.switch),
      ...createIntrinsics({ carrier, allocateKey: createKeys() }),
    });
  });
