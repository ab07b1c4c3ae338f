// What is loaded into each realm: the table, and the library, which is evaluated when a row says so.
import type { Host } from './row.js';
import { table } from './table.js';

declare const globalThis: { hostile: HostileRealm; hostileLoad(): void; hostileLibrary?: ReturnType<Host['load']> };

/** What the realm is given by the environment, and what it is asked for. */
export interface HostileRealm {
  /** The names of all rows, whether each needs a realm of its own and none beside it, and why it is skipped, if it is. */
  list(lacks: Host['lacks']): { name: string; isOwn: boolean; isAlone: boolean; skipped: string | undefined }[];
  /** Runs a row. */
  run(name: string, host: Omit<Host, 'load'>, done: (wrong: string[]) => void): void;
}

/** The library, evaluated once. */
function load(): ReturnType<Host['load']> {
  if (!globalThis.hostileLibrary) globalThis.hostileLoad();
  return globalThis.hostileLibrary!;
}

const realm: HostileRealm = {
  list: lacks => table.map(({ name, isOwn, isAlone, needs }) => ({ name, isOwn, isAlone, skipped: needs.map(need => lacks[need]).find(Boolean) })),
  run(name, host, done) {
    const entry = table.find(row => row.name === name)!;
    // Not spread: what the environment gives may be of another realm, and stays what it is.
    const complete: Host = Object.create(host, { load: { value: load } });
    entry.run(complete, ({ wrong }) => done(wrong));
  },
};
globalThis.hostile = realm;
