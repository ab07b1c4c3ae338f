// The interface of a carrier: the part that knows how to make the current mapping cross an asynchronous boundary in one kind of engine.
import type { Mapping } from '../mapping/mapping.js';
import type { Switch } from './switch.js';

/**
 * A carrier of the current mapping.
 *
 * The specification's AsyncContextSnapshot is `current` where only Variables matter and `capture` where the whole flow does; its
 * pairs of AsyncContextSwap around a call are `run` and `resume`, because most engines let nobody swap what they carry.
 *
 * @typeParam Captured - A context as this carrier holds it. Only the carrier that made one can resume it; all other code hands it on.
 */
export interface Carrier<Captured = unknown> {
  /** For people who ask which mechanism is at work. */
  readonly name: string;
  /** Called before each Variable is made: what the carrier needs of the realm is installed before the first, if at all. */
  start?(): void;
  /** The current mapping. */
  current(): Mapping;
  /** Calls `fn` with `mapping` as the current one and puts `previous` back, which is current now, however the call ends. */
  run(mapping: Mapping, previous: Mapping, fn: Function, args: readonly unknown[]): unknown;
  /** The current context: the mapping, and whatever else of the host follows the flow of a program. */
  capture(): Captured;
  /** Calls `fn` in a captured context and puts the one before back, however the call ends. */
  resume(context: Captured, fn: Function, thisArgument: unknown, args: readonly unknown[]): unknown;
  /**
   * Makes a captured context's mapping current from here to the end of the running code and for what follows from it, as AsyncLocalStorage's
   * `enterWith` does. Returns false, and does nothing, where the end of the running code cannot be seen.
   */
  enter(context: Captured): boolean;
  /** Adds to the class of Variables what a console of this engine asks for, if it asks for anything. */
  readonly show?: (Variable: Function) => void;
  /** For transformed code, which says where contexts change instead of calling something that changes them. */
  readonly switch: Switch;
}
