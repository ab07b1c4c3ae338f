// The record of the realm: the agent, and the objects of the proposal on it, which all copies of the library share.
import { agentRecord } from './agent/agent.js';
import type { Carrier } from './agent/carrier.js';
import { createAsyncContext } from './spec/async-context.js';

/**
 * The record of this realm's agent.
 *
 * @param createCarrier - Makes the carrier of this engine, if no copy of the library has made the record yet. It comes from `#carrier`, which differs
 *   between builds.
 */
export const realmRecord = (createCarrier: () => Carrier) => agentRecord(createCarrier, createAsyncContext);
