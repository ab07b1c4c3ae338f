// The objects that keep contexts in memory: timers, sockets and other resources that will call back, and kept callbacks.
import { host } from '#debug-host';
import { nameText, valueText } from './lost.js';
import { ofScripts, show, type Place } from './sources.js';
import type { Run } from './trace.js';
import { stillKept } from './watch.js';

/** An object that keeps a value in memory. */
export interface Retained {
  /** The kind of object: `Timeout`, `TCPWRAP`; `callback` if it is a function in an array, a map or a set. */
  readonly type: string;
  /** The place where the object was made, or kept. */
  readonly at: Place | undefined;
  /** The Variable's name, as text for people. */
  readonly name: string;
  readonly value: unknown;
  /** The place where `run` set the value. */
  readonly run: Place | undefined;
  /** The age of the object, in milliseconds. */
  readonly age: number;
  /** All members in a sentence. */
  readonly text: string;
}

/**
 * Lists the objects that keep values of Variables in memory.
 *
 * @param options - `olderThan`: the minimal age of the objects, in milliseconds; 0 by default.
 * @returns An item for each object and value, the oldest first. In browsers only kept callbacks are known.
 * @throws TypeError if `olderThan` is not a number.
 */
export function retained({ olderThan = 0 }: { olderThan?: number } = {}): Retained[] {
  if (typeof olderThan !== 'number') throw new TypeError(`asynccontext/debug: retained: expected a number as olderThan, got ${typeof olderThan}`);
  const at = Date.now();
  return [...host.live(), ...stillKept()]
    .filter(({ type, since }) => type !== 'PROMISE' && at - since >= olderThan)
    .sort((a, b) => a.since - b.since)
    .flatMap(({ type, stack, trace, since }) => {
      const [place] = ofScripts(stack);
      return [...(trace?.runs.values() ?? [])].map((run: Run) => {
        const [set] = ofScripts(run.stack);
        const name = nameText(run.variable);
        const age = at - since;
        const text = `${type}${place ? ` made at ${show(place)}` : ''} keeps ${name} = ${valueText(run.value)}${set ? `, set by run at ${show(set)}` : ''}, for ${age} ms.`;
        return { type, at: place, name, value: run.value, run: set, age, text };
      });
    });
}
