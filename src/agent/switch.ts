// The switch: the operations with which transformed code moves between contexts.
/** Calls a function in a context. */
export type Resume = (fn: Function, args: readonly unknown[]) => unknown;

/**
 * Makes a context current without a call around the code that runs in it: from the resumption of a function to its next suspension. `leave`
 * restores, in the same job, the context that was current before `enter`.
 *
 * @typeParam Place - The type of this switch's contexts. All other code only hands places on.
 */
export interface Switch<Place = unknown> {
  /** Whether the engine itself carries contexts through `await`. If so, async functions need no activations. */
  readonly carriesAwait: boolean;
  /** The current context. */
  now(): Place;
  /** The current context, for a function that stays in it until a `leave`. If absent, `now` is called instead. */
  begin?(): Place;
  /** Makes a context current. Returns the value that `leave` needs to restore the context before: `place` itself if it was current already. */
  enter(place: Place): Place;
  /** Restores the context that was current when `place` was entered. Returns the context that is left: not `place` if another one was entered since. */
  leave(before: Place, place: Place): Place;
  /** The empty context. */
  readonly empty: Place;
  /** Makes the empty context current for the rest of this job. If absent, `enter(empty)` is called instead. */
  reset?(): unknown;
  /** The member of this name of `Activations`. */
  readonly capture?: () => Resume | undefined;
}

/** One call of an async function, or one generator, of transformed code. Opaque. */
export interface Activation {}

/**
 * The functions that transformed code calls at its suspensions. Any script can reach them. So they return no mapping that a script could read, only
 * contexts that it can enter, as with a Snapshot.
 */
export interface Activations {
  /** The activation of an async function that was called: it is in its context, the current one. `undefined` where the engine carries contexts through `await`. */
  call(): Activation | undefined;
  /** The activation of a generator that was created: its context is the current one, which it enters with its first step. */
  create(): Activation;
  /** The activation of code that runs in the empty context, such as a module's. */
  outside(): Activation;
  /** Makes the context of an activation current, unless the activation is in it already. Returns `value`. */
  enter<T>(activation: Activation | undefined, value?: T): T;
  /** Restores the context that was current when the activation was entered, if the activation is in its context. Returns `value`. */
  leave<T>(activation: Activation | undefined, value?: T): T;
  /** Makes the empty context current for the rest of this job. Returns `value`. */
  reset<T>(value?: T): T;
  /**
   * Returns a function that calls a reaction, which is about to be added, in the current context; `undefined` in the empty context, in which jobs start.
   * Absent where the engine, or the await hook, carries contexts to reactions.
   */
  readonly capture: (() => Resume | undefined) | undefined;
}
