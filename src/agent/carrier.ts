// The interface of a carrier: the part that takes the current mapping across asynchronous boundaries in one kind of engine.
import type { Mapping } from '../mapping/mapping.js';
import type { Switch } from './switch.js';

/**
 * A carrier of the current mapping.
 *
 * The specification's AsyncContextSnapshot is `current` for Variables and `capture` for Snapshots. Its pairs of AsyncContextSwap around a
 * call are `run` and `resume`, because most engines have no operation that only swaps.
 *
 * @typeParam Captured - The type of this carrier's captured contexts. Only the carrier that captured one can resume it; all other code hands it on.
 */
export interface Carrier<Captured = unknown> {
  /** The name of the mechanism, for people. */
  readonly name: string;
  /** Called before each Variable is made. Before the first, it installs the patches that the carrier needs in the realm. */
  start?(): void;
  /** The current mapping. */
  current(): Mapping;
  /** Calls `fn` with `mapping` as the current mapping. Restores the mapping that is current now, however the call ends. */
  run(mapping: Mapping, fn: Function, args: readonly unknown[]): unknown;
  /** The current context: the mapping, and the state of the host that follows the flow of a program too, such as the stores of AsyncLocalStorages. */
  capture(): Captured;
  /** Calls `fn` in a captured context. Restores the context that is current now, however the call ends. */
  resume(context: Captured, fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown;
  /**
   * Makes a captured context's mapping current from here to the end of the running code, and for everything that the code starts, as
   * AsyncLocalStorage's `enterWith` does. Returns false, and does nothing, where the end of the running code is not known.
   */
  enter(context: Captured): boolean;
  /** Adds the method to the class of Variables by which a console of this engine shows an object. Absent if no console asks for one. */
  readonly show?: (Variable: Function) => void;
  /** The operations for transformed code, which enters and leaves contexts between its suspensions, without a call around the code. */
  readonly switch: Switch;
}
