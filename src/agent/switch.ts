// The switch, with which transformed code moves between contexts: the one thing of an agent that other copies of the library share beside its objects.
/** Calls a function in a context. */
export type Resume = (fn: Function, args: readonly unknown[]) => unknown;

/**
 * How a carrier makes a context current where no call stands around the code that runs in it: from a resumption of a function to its next
 * suspension. What `enter` changes, `leave` puts back, in the same job.
 *
 * @typeParam Place - A context as this switch holds it. All other code only hands places on.
 */
export interface Switch<Place = unknown> {
  /** Whether the engine itself carries contexts through `await`: an async function then needs nothing of this. */
  readonly carriesAwait: boolean;
  /** The current context. */
  now(): Place;
  /** The current context, of a function that is in it from here to a `leave`. `now`, if absent. */
  begin?(): Place;
  /** Makes a context current, and returns what `leave` needs to put the one before back: `place` itself if it was current already. */
  enter(place: Place): Place;
  /** Puts back what was current when `place` was entered. Returns what is left: not `place` if another was entered for the rest. */
  leave(before: Place, place: Place): Place;
  /** The empty context. */
  readonly empty: Place;
  /** Makes the empty context current for the rest of this job. `enter`, if absent. */
  reset?(): unknown;
  /** See `Activations`. */
  readonly capture?: () => Resume | undefined;
}

/** One call of an async function, or one generator, of transformed code. Opaque. */
export interface Activation {}

/**
 * The functions that transformed code calls at its suspensions. A script can get hold of these, so they give nobody a mapping to read: only a context to
 * be in, as a Snapshot does.
 */
export interface Activations {
  /** An async function was called: its context is the current one, and it is in it. `undefined` where the engine carries it. */
  call(): Activation | undefined;
  /** A generator was made: its context is the current one, and it enters it with its first step. */
  create(): Activation;
  /** Code that is to run in the empty context, such as a module's. */
  outside(): Activation;
  /** Makes the context of an activation current, if it is not in it already. Returns `value`. */
  enter<T>(activation: Activation | undefined, value?: T): T;
  /** Puts back what was current when the activation was entered, if it is in its context. Returns `value`. */
  leave<T>(activation: Activation | undefined, value?: T): T;
  /** Makes the empty context current for the rest of this job. Returns `value`. */
  reset<T>(value?: T): T;
  /**
   * A reaction is about to be added: what calls it in the current context; nothing if that is the empty one, in which jobs start. Absent where the
   * engine, or what was done to its promises, carries contexts to reactions.
   */
  readonly capture: (() => Resume | undefined) | undefined;
}
