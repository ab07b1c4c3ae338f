// Ties the listeners of one EventEmitter or EventTarget to a context when they are added.
import { apply, setMethod } from '../intrinsics.js';

type Listener = Function | { handleEvent: Function };
type Method = (this: unknown, ...args: unknown[]) => unknown;

/**
 * The methods that add and remove listeners, for both kinds of targets; some targets are of both kinds. An emitter is recognized by `on`, because other
 * objects may have an unrelated `addListener`.
 */
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
 * @param target - An EventEmitter or an EventTarget. Any other object is left alone.
 * @param bind - Ties a function to the context.
 */
export function bindListeners(target: object, bind: (listener: Function) => Function): void {
  const methods = target as Record<string, unknown>;
  /** The tied function for each listener. A tied function maps to itself, because some of these methods call each other. */
  const boundOf = new WeakMap<Listener, Function>();
  // An emitter's `once` calls `on` with a listener of its own, which must not be tied, so that `removeListener` finds it.
  let isOnce = false;

  function addedAs(listener: Listener): Function {
    let bound = boundOf.get(listener);
    if (bound === undefined) {
      bound = bind(
        typeof listener === 'function' ? listener : (...args: unknown[]) => apply((listener as { handleEvent: Function }).handleEvent, listener, args),
      );
      // An emitter reads `listener` to find the original of a wrapped listener, to remove it and to list it.
      setMethod(bound, 'listener', listener);
      boundOf.set(listener, bound).set(bound, bound);
    }
    return bound;
  }
  /** How many listeners an emitter has for an event; `undefined` for targets that cannot tell. */
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
          // A listener that was added before the target was tied was added untied: remove that one if no tied one was removed. An EventTarget does not
          // tell the count, but has no listener twice, so both are removed.
          return before === undefined || before === count(event) ? apply(original, this, args) : result;
        },
    );
  }
}
