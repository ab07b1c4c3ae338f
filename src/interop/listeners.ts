// Ties the listeners of one EventEmitter or EventTarget to a context, as they are added.
const { apply } = Reflect;
const { defineProperty } = Object;

type Listener = Function | { handleEvent: Function };
type Method = (this: unknown, event: unknown, listener: unknown, ...rest: unknown[]) => unknown;

/** The methods that add and remove, by what has them. An emitter has `on`; others have an `addListener` of another kind. */
const kinds = [
  {
    needs: ['on', 'removeListener'],
    adds: ['addListener', 'on', 'once', 'prependListener', 'prependOnceListener'],
    removes: ['removeListener', 'off'],
  },
  { needs: ['addEventListener', 'removeEventListener'], adds: ['addEventListener'], removes: ['removeEventListener'] },
] as const;

/** The targets that were tied to a context already: the first stays, as with OpenTelemetry's own managers. */
const tied = new WeakSet<object>();

const isListener = (value: unknown): value is Listener =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

/**
 * Ties all listeners that will be added to a target.
 *
 * @param target - An EventEmitter or an EventTarget. Anything else is left alone.
 * @param bind - Ties a function to the context.
 */
export function bindListeners(target: object, bind: (listener: Function) => Function): void {
  const methods = target as Record<string, unknown>;
  const kind = kinds.find(({ needs }) => needs.every(name => typeof methods[name] === 'function'));
  if (kind === undefined || tied.has(target)) return;
  tied.add(target);
  /** What listeners were added as, by event: one that was added before, or for another event, was added as itself. */
  const added = new Map<unknown, WeakMap<Listener, Function>>();
  // `once` of an emitter calls `on`, with a listener of its own, which `removeListener` must find.
  let isAdding = false;

  function addedAs(event: unknown, listener: Listener): Function {
    let ofEvent = added.get(event);
    if (ofEvent === undefined) added.set(event, (ofEvent = new WeakMap()));
    let bound = ofEvent.get(listener);
    if (bound === undefined) {
      bound = bind(
        typeof listener === 'function'
          ? listener
          : (...args: unknown[]) => apply((listener as { handleEvent: Function }).handleEvent, listener, args),
      );
      ofEvent.set(listener, bound);
    }
    return bound;
  }
  const add = (original: Function): Method =>
    function (event, listener, ...rest) {
      if (isAdding || !isListener(listener)) return apply(original, this, [event, listener, ...rest]);
      isAdding = true;
      try {
        return apply(original, this, [event, addedAs(event, listener), ...rest]);
      } finally {
        isAdding = false;
      }
    };
  const remove = (original: Function): Method =>
    function (event, listener, ...rest) {
      const bound = isListener(listener) ? added.get(event)?.get(listener) : undefined;
      return apply(original, this, [event, bound ?? listener, ...rest]);
    };

  const replace = (names: readonly string[], by: (original: Function) => Method): void => {
    for (const name of names) {
      const original = methods[name];
      if (typeof original !== 'function') continue;
      defineProperty(target, name, { value: by(original), writable: true, enumerable: false, configurable: true });
    }
  };
  replace(kind.adds, add);
  replace(kind.removes, remove);
}
