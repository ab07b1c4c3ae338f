// The realm: the agent, and the objects that stand on it, which all copies of the library share.
import { createCarrier } from '#carrier';
import { agentRecord } from './agent/agent.js';
import { createAsyncContext } from './spec/async-context.js';

/** The record of this realm's agent, made if no copy of the library has made it. */
export const realmRecord = () => agentRecord(createCarrier, createAsyncContext);
