// The objects that keep contexts alive: timers, sockets and whatever else is to call back, and callbacks that are kept.
import { host } from '#debug-host';
import { nameText, valueText } from './lost.js';
import { ofScripts, show, type Place } from './sources.js';
import type { Run } from './trace.js';
import { stillKept } from './watch.js';

/** Something that keeps a value alive. */
export interface Retained {
  /** The kind of object: `Timeout`, `TCPWRAP`; `callback` if it is a function in an array, a map or a set. */
  readonly type: string;
  /** Where it was made, or kept. */
  readonly at: Place | undefined;
  /** The Variable's name for people. */
  readonly name: string;
  readonly value: unknown;
  /** Where `run` has set the value. */
  readonly run: Place | undefined;
  /** How long it has been there, in milliseconds. */
  readonly age: number;
  /** All of it in a sentence. */
  readonly text: string;
}

/**
 * Lists what keeps values of Variables alive.
 *
 * @param options - `olderThan`: how long it has been there at least, in milliseconds; 0 if left out.
 * @returns An item for each value, the oldest first. In browsers, callbacks that are kept are all that is known.
 * @throws TypeError if `olderThan` is no number.
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
