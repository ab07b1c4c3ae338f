// The table of all kinds of steps.
import { awaits } from './steps/awaits.js';
import { callbacks } from './steps/callbacks.js';
import { contexts } from './steps/contexts.js';
import { derived } from './steps/derived.js';
import { earlier } from './steps/early.js';
import { events } from './steps/events.js';
import { iteration } from './steps/iteration.js';
import { lentGenerators } from './steps/lent-generators.js';
import { modules } from './steps/modules.js';
import { reactions } from './steps/reactions.js';
import { settling, settlingWithThenables } from './steps/settling.js';
import { streams } from './steps/streams.js';
import { thenables } from './steps/thenables.js';
import { uncaughtErrors } from './steps/uncaught-errors.js';
import type { Step } from './program.js';
import type { Here, World } from './world.js';

/** The code for one kind of step: it has `wait` or `act`. */
export interface Kind {
  /** Returns a value that the flow awaits. */
  wait?(world: World, here: Here, step: Step): unknown;
  /** Does something, after which the flow continues at once. */
  act?(world: World, here: Here, step: Step): void;
  /** Whether its steps contain steps of their own. */
  readonly nested?: true;
  /** Whether this engine, or this place in it, lacks a feature that the kind needs. */
  readonly isMissing?: boolean;
}
export type Kinds = Readonly<Record<string, Kind>>;

/** The kinds by group. The weight determines how often a step comes from a group, relative to the others. */
export const groups: Readonly<Record<string, { readonly weight: number; readonly table: Kinds }>> = {
  awaits: { weight: 12, table: awaits },
  contexts: { weight: 6, table: contexts },
  settling: { weight: 4, table: settling },
  'settling with thenables': { weight: 2, table: settlingWithThenables },
  reactions: { weight: 5, table: reactions },
  thenables: { weight: 4, table: thenables },
  derived: { weight: 4, table: derived },
  iteration: { weight: 2, table: iteration },
  callbacks: { weight: 3, table: callbacks },
  events: { weight: 2, table: events },
  'uncaught errors': { weight: 1, table: uncaughtErrors },
  streams: { weight: 1, table: streams },
  modules: { weight: 1, table: modules },
  early: { weight: 2, table: earlier },
  'lent generators': { weight: 8, table: lentGenerators },
};

export const kinds: Kinds = Object.assign({}, ...Object.values(groups).map(({ table }) => table));
