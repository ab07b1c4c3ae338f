// OpenTelemetry's context API on its AsyncLocalStorageContextManager: one AsyncLocalStorage, and a Map that is copied for each value that is set.
import { context, createContextKey } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';

/** Makes n live values, and the operations on the one in the middle. */
export function make(n) {
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  const keys = Array.from({ length: n }, (_, index) => createContextKey(`value ${index}`));
  const values = keys.map((_, index) => ({ index }));
  const other = { index: -1 };
  const middle = keys[n >> 1];
  const set = (key, value, fn) => context.with(context.active().setValue(key, value), fn);
  const nest = (index, fn) => (index === n ? fn() : set(keys[index], values[index], () => nest(index + 1, fn)));
  return {
    value: values[n >> 1],
    other,
    enter: fn => nest(0, fn),
    get: () => context.active().getValue(middle),
    run: fn => set(middle, other, fn),
    capture: () => context.active(),
    resume: (captured, fn) => context.with(captured, fn),
    wrap: fn => context.bind(context.active(), fn),
  };
}
