// Node's AsyncLocalStorage as most programs use it: one instance for each value.
import { AsyncLocalStorage } from 'node:async_hooks';

/** Makes n live values, and the operations on the one in the middle. */
export function make(n) {
  const storages = Array.from({ length: n }, () => new AsyncLocalStorage());
  const values = storages.map((_, index) => ({ index }));
  const other = { index: -1 };
  const middle = storages[n >> 1];
  const nest = (index, fn) => (index === n ? fn() : storages[index].run(values[index], () => nest(index + 1, fn)));
  return {
    value: values[n >> 1],
    other,
    enter: fn => nest(0, fn),
    get: () => middle.getStore(),
    run: fn => middle.run(other, fn),
    capture: () => AsyncLocalStorage.snapshot(),
    resume: (snapshot, fn) => snapshot(fn),
    wrap: fn => AsyncLocalStorage.bind(fn),
  };
}
