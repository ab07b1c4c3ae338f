// The script that is loaded into each realm. It has the table, and the library, which is evaluated when a row loads it.
import type { Host } from './row.js';
import { table } from './table.js';

declare const globalThis: { hostile: HostileRealm; hostileLoad(): void; hostileLibrary?: ReturnType<Host['load']> };

/** The functions through which the environment uses a realm. */
export interface HostileRealm {
  /** Lists all rows: whether a row needs a realm of its own, whether it must run alone, and why it is skipped, if it is. */
  list(lacks: Host['lacks']): { name: string; isOwn: boolean; isAlone: boolean; skipped: string | undefined }[];
  /** Runs a row. */
  run(name: string, host: Omit<Host, 'load'>, done: (wrong: string[]) => void): void;
}

/** Evaluates the library, once. */
function load(): ReturnType<Host['load']> {
  if (!globalThis.hostileLibrary) globalThis.hostileLoad();
  return globalThis.hostileLibrary!;
}

const realm: HostileRealm = {
  list: lacks => table.map(({ name, isOwn, isAlone, needs }) => ({ name, isOwn, isAlone, skipped: needs.map(need => lacks[need]).find(Boolean) })),
  run(name, host, done) {
    const entry = table.find(row => row.name === name)!;
    // Inherits instead of spreading: the environment's object may belong to another realm, and stays as it is.
    const complete: Host = Object.create(host, { load: { value: load } });
    entry.run(complete, ({ wrong }) => done(wrong));
  },
};
globalThis.hostile = realm;
