// Ties the listeners of one EventEmitter or EventTarget to a context, as they are added.
import { apply, setMethod } from '../intrinsics.js';

type Listener = Function | { handleEvent: Function };
type Method = (this: unknown, ...args: unknown[]) => unknown;

/** The methods that add and remove, by what has them: some targets have both kinds. An emitter has `on`; others have an `addListener` of another kind. */
const kinds = [
  {
    needs: ['on', 'removeListener'],
    adds: ['addListener', 'on', 'once', 'prependListener', 'prependOnceListener'],
    removes: ['removeListener', 'off'],
    isListener: (value: unknown): value is Listener => typeof value === 'function',
  },
  {
    needs: ['addEventListener', 'removeEventListener'],
    adds: ['addEventListener'],
    removes: ['removeEventListener'],
    isListener: (value: unknown): value is Listener => typeof value === 'function' || (typeof value === 'object' && value !== null),
  },
] as const;

/**
 * Ties all listeners that will be added to a target.
 *
 * @param target - An EventEmitter or an EventTarget. Anything else is left alone.
 * @param bind - Ties a function to the context.
 */
export function bindListeners(target: object, bind: (listener: Function) => Function): void {
  const methods = target as Record<string, unknown>;
  /** The functions as which listeners are added. Such a function is added as itself, since some of these methods call each other. */
  const boundOf = new WeakMap<Listener, Function>();
  // `once` of an emitter calls `on`, with a listener of its own, which `removeListener` must find.
  let isOnce = false;

  function addedAs(listener: Listener): Function {
    let bound = boundOf.get(listener);
    if (bound === undefined) {
      bound = bind(
        typeof listener === 'function' ? listener : (...args: unknown[]) => apply((listener as { handleEvent: Function }).handleEvent, listener, args),
      );
      // By this name an emitter finds what a listener of its own stands for: it removes it by that, and shows it to others.
      setMethod(bound, 'listener', listener);
      boundOf.set(listener, bound).set(bound, bound);
    }
    return bound;
  }
  /** How many listeners there are, where that can be asked. */
  const count = (event: unknown): unknown => (typeof methods['listenerCount'] === 'function' ? apply(methods['listenerCount'], target, [event]) : undefined);

  for (const { needs, adds, removes, isListener } of kinds) {
    if (!needs.every(name => typeof methods[name] === 'function')) continue;
    const replace = (names: readonly string[], by: (original: Function, name: string) => Method): void => {
      for (const name of names) {
        const original = methods[name];
        if (typeof original !== 'function') continue;
        setMethod(target, name, by(original, name));
      }
    };
    replace(
      adds,
      (original, name) =>
        function (...args) {
          const [event, listener, ...rest] = args;
          const isOfOnce = isOnce;
          isOnce = false;
          if (isOfOnce || !isListener(listener)) return apply(original, this, args);
          isOnce = name === 'once' || name === 'prependOnceListener';
          try {
            return apply(original, this, [event, addedAs(listener), ...rest]);
          } finally {
            isOnce = false;
          }
        },
    );
    replace(
      removes,
      original =>
        function (...args) {
          const [event, listener, ...rest] = args;
          const bound = isListener(listener) ? boundOf.get(listener) : undefined;
          if (bound === undefined) return apply(original, this, args);
          const before = count(event);
          const result = apply(original, this, [event, bound, ...rest]);
          // One that was added before the target was tied was added as itself. An EventTarget does not count, nor has it any listener twice.
          return before === undefined || before === count(event) ? apply(original, this, args) : result;
        },
    );
  }
}
