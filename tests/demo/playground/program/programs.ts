// The programs to choose from: the steps of each flow.
import type { StepName } from './steps.js';

/** The steps of each flow. */
export type Flows = readonly (readonly StepName[])[];

export interface Program {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly flows: Flows;
}

/** The names of flows. A name is also the value in the flow's context, and the letter in the drawing. */
export const FLOW_NAMES = ['A', 'B', 'C', 'D'] as const;
export const MOST_STEPS = 8; // of a flow

export const programs: readonly Program[] = [
  {
    id: 'fetches',
    title: 'Two requests',
    about: 'Two flows that wait for the server at the same time.',
    flows: [
      ['fetch', 'async', 'fetch'],
      ['fetch', 'promise', 'async'],
    ],
  },
  {
    id: 'timers',
    title: 'Timers',
    about: 'Three flows take turns between timers, callbacks and promises.',
    flows: [
      ['timer', 'callback', 'then'],
      ['promise', 'then', 'timer'],
      ['callback', 'promise'],
    ],
  },
  {
    id: 'for-await',
    title: 'for await',
    about: 'Two loops over an async generator, and a flow in between.',
    flows: [
      ['forAwait', 'promise'],
      ['timer', 'forAwait'],
      ['timer', 'timer', 'timer'],
    ],
  },
  {
    id: 'clicks',
    title: 'Clicks',
    about: 'A listener of your click belongs to no flow and finds no context; who awaits the click goes on in its own.',
    flows: [
      ['click', 'promise', 'timer'],
      ['timer', 'listener', 'fetch'],
    ],
  },
  {
    id: 'limits',
    title: 'Out of sight',
    about: 'What no hook sees: several awaits of 1 in a row, and a thenable that resolves at once, lose the context. None finds another’s.',
    flows: [
      ['primitive', 'promise', 'primitive', 'timer'],
      ['query', 'primitives', 'timer'],
      ['timer', 'thenable', 'promise'],
    ],
  },
];
