// The table: rows that share a realm, and rows that need one of their own.
import type { Host, Need, Outcome, Row } from './row.js';
import { runRow } from './run-row.js';
import { callbacks } from './rows/callbacks.js';
import { frames } from './rows/frames.js';
import { functions } from './rows/functions.js';
import { locks } from './rows/locks.js';
import { foreignPromises, promises } from './rows/promises.js';
import { secrets } from './rows/secrets.js';
import { tamperings } from './rows/tamperings.js';
import { thenables } from './rows/thenables.js';
import { values } from './rows/values.js';
import { runTampering, type Moment } from './tampering.js';

/** An entry of the table. */
export interface Entry {
  readonly name: string;
  readonly needs: readonly Need[];
  /** Whether it needs a realm of its own, without the library. */
  readonly isOwn: boolean;
  /** Whether it changes something that all realms share. */
  readonly isAlone: boolean;
  run(host: Host, done: (outcome: Outcome) => void): void;
}

const rows: Record<string, readonly Row[]> = {
  values,
  functions,
  thenables,
  promises,
  'promises of another realm': foreignPromises,
  callbacks,
  secrets,
  frames,
};

const moments: Record<Moment, string> = {
  before: 'before the library is loaded',
  between: 'between that and the first Variable',
  after: 'after the first Variable',
};

export const table: readonly Entry[] = [
  ...Object.entries(rows).flatMap(([group, members]) =>
    members.map(
      (row): Entry => ({
        name: `${group}: ${row.name}: ${row.must}`,
        needs: row.needs ?? [],
        isOwn: false,
        isAlone: false,
        run: (host, done) => runRow(row, host, done),
      }),
    ),
  ),
  ...[...tamperings, ...locks].flatMap(tampering =>
    (tampering.only ?? (Object.keys(moments) as Moment[])).map(
      (moment): Entry => ({
        name: `tampering: ${tampering.name}, ${moments[moment]}: ${tampering.must[moment] ?? 'exact'}`,
        needs: ['a realm of its own', ...(tampering.needs ?? [])],
        isOwn: true,
        isAlone: tampering.needs?.includes('AsyncLocalStorage') ?? false,
        run: (host, done) => runTampering(tampering, moment, host, done),
      }),
    ),
  ),
];
