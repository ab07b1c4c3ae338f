// The agent: the carrier and the keys that every copy of the library in a realm shares, found through one property of the global.
import { createActivations } from './activations.js';
import type { Carrier } from './carrier.js';
import { createKeys } from './keys.js';
import type { Key } from '../mapping/mapping.js';
import type { Activations } from './switch.js';
import { warnOnce } from './warn.js';

const { defineProperty, freeze } = Object;

/** What the specification calls the surrounding agent, as far as this library needs one. */
export interface Agent {
  readonly carrier: Carrier;
  /** A new key for a Variable. */
  readonly allocateKey: (owner: object) => Key;
}

/**
 * What the global property holds. It gives a script that finds it no more than the entry point `asynccontext` does: the public objects,
 * the carrier's name, and what transformed code calls, in which contexts are opaque. The `v1` in its name is the version of this layout.
 */
export interface AgentRecord<Intrinsics> {
  readonly carrier: string;
  readonly intrinsics: Intrinsics;
  /** What transformed code calls. */
  readonly activations: Activations;
}

/** The property of the global under which a realm's agent is found. */
export const AGENT = Symbol.for('asynccontext.agent.v1');

/** This copy's record, where the global takes none. */
let own: unknown;

type Host<Intrinsics> = { [AGENT]?: AgentRecord<Intrinsics> };

/** The realm's agent record, if there is one. */
export const existingRecord = (): AgentRecord<unknown> | undefined =>
  (globalThis as Host<unknown>)[AGENT] ?? (own as AgentRecord<unknown> | undefined);

/**
 * The realm's agent record, made if there is none. ESM beside CommonJS, a second version in `node_modules`, a bundled copy beside an
 * external one and a module registry that was reset all get the record of the copy that came first, and with it the same objects.
 *
 * @param createCarrier - Makes the carrier, if this copy is the first.
 * @param createIntrinsics - Makes the objects that stand on the agent, if this copy is the first.
 */
export function agentRecord<Intrinsics>(
  createCarrier: () => Carrier,
  createIntrinsics: (agent: Agent) => Intrinsics,
): AgentRecord<Intrinsics> {
  const found = existingRecord();
  if (found !== undefined) return found as AgentRecord<Intrinsics>;
  const carrier = createCarrier();
  const record = freeze({
    __proto__: null,
    carrier: carrier.name,
    intrinsics: createIntrinsics({ carrier, allocateKey: createKeys() }),
    activations: createActivations(carrier.switch),
  }) as unknown as AgentRecord<Intrinsics>;
  try {
    defineProperty(globalThis, AGENT, { value: record, writable: false, enumerable: false, configurable: false });
  } catch {
    own = record;
    warnOnce(
      'the global object takes no new properties, so another copy of this library in the realm will not share contexts with this one. ' +
        'Import asynccontext before the global object is frozen.',
    );
  }
  return record;
}
