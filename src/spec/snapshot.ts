// AsyncContext.Snapshot. https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot-objects
import type { Agent, Enter } from '../agent/agent.js';
import { unexpected } from '../errors.js';
import { isCallable, setMethod } from '../intrinsics.js';
import { linkConstructor, notCallable, OrdinaryCreateFromConstructor } from './built-ins.js';
import { CreateWrapped } from './wrapped.js';

const SNAPSHOT = 'AsyncContext.Snapshot';

/** Makes %AsyncContext.Snapshot% for an agent, and the function that enters the context of a Snapshot. */
export function createSnapshot<Captured>({ carrier }: Agent<Captured>): { readonly Snapshot: Function; readonly enter: Enter } {
  /** The internal slot, and the method that needs it. */
  class SnapshotSlots extends OrdinaryCreateFromConstructor {
    readonly #mapping: Captured;

    constructor(newTarget: Function, mapping: Captured) {
      super(newTarget, Snapshot);
      this.#mapping = mapping;
    }

    /** https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot.prototype.run */
    run(func: unknown, ...args: unknown[]): unknown {
      // 1. Let asyncSnapshot be the this value.
      // 2. Perform ? RequireInternalSlot(asyncSnapshot, [[AsyncSnapshotMapping]]).
      let mapping: Captured;
      try {
        mapping = this.#mapping;
      } catch {
        throw wrongReceiver('run', this);
      }
      // 4. Call throws if func is not callable; before the swap nothing needs to be put back.
      if (!isCallable(func)) throw notCallable(SNAPSHOT, func);
      // 3. Let previousContextMapping be AsyncContextSwap(asyncSnapshot.[[AsyncSnapshotMapping]]).
      // 4. Let result be Completion(Call(func, undefined, args)).
      // 5. AsyncContextSwap(previousContextMapping).
      // 6. Return result.
      return carrier.resume(mapping, func, undefined, args);
    }

    // A static method, so that only this class reads the slot. Not a static block, because React Native's compiler does not support these.
    static readonly enter: Enter = snapshot => carrier.enter((snapshot as SnapshotSlots).#mapping);
  }

  // Properties of a literal, so that a minifier does not change the names. `wrap` is a method, so that it is not a constructor.
  const { Snapshot, wrap } = {
    /** https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot */
    Snapshot: class extends null {
      constructor() {
        // 1. If NewTarget is undefined, throw a TypeError exception.
        // 2. Let snapshotMapping be AsyncContextSnapshot().
        const snapshotMapping = carrier.capture();
        // 3. Let asyncSnapshot be ? OrdinaryCreateFromConstructor(NewTarget, "%AsyncContext.Snapshot.prototype%", « … »).
        // 4. Set asyncSnapshot.[[AsyncSnapshotMapping]] to snapshotMapping.
        // 5. Return asyncSnapshot.
        // biome-ignore lint/correctness/noConstructorReturn: the instance is that of OrdinaryCreateFromConstructor.
        return new SnapshotSlots(new.target, snapshotMapping);
      }
    },

    /** https://tc39.es/proposal-async-context/#sec-asynccontext-snapshot.wrap */
    wrap(fn: unknown): Function {
      // 1. If IsCallable(fn) is false, throw a TypeError exception.
      if (!isCallable(fn)) throw unexpected(`${SNAPSHOT}.wrap`, 'a function to wrap', fn);
      // 2. Let mapping be AsyncContextSnapshot().
      const mapping = carrier.capture();
      // 3. Let closure be a new Abstract Closure with parameters (...args) that captures fn and mapping.
      // 4. Let wrapped be CreateBuiltinFunction(closure).
      // 5. Perform ? CopyNameAndLength(wrapped, fn, "wrapped").
      // 6. Return wrapped.
      return CreateWrapped(carrier, mapping, fn);
    },
  };
  const wrongReceiver = linkConstructor(Snapshot, SnapshotSlots, SNAPSHOT);
  setMethod(Snapshot, 'wrap', wrap);
  return { Snapshot, enter: SnapshotSlots.enter };
}
