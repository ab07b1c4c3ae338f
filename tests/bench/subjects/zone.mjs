// zone.js: each value is a property of a zone that is forked for it, and is found by walking up the parents.
import 'zone.js/node';

/** Makes n live values, and the operations on the one in the middle. */
export function make(n) {
  const { Zone } = globalThis;
  const keys = Array.from({ length: n }, (_, index) => `value ${index}`);
  const values = keys.map((_, index) => ({ index }));
  const other = { index: -1 };
  const middle = keys[n >> 1];
  const set = (key, value, fn) => Zone.current.fork({ name: key, properties: { [key]: value } }).run(fn);
  const nest = (index, fn) => (index === n ? fn() : set(keys[index], values[index], () => nest(index + 1, fn)));
  return {
    value: values[n >> 1],
    other,
    enter: fn => nest(0, fn),
    get: () => Zone.current.get(middle),
    run: fn => set(middle, other, fn),
    capture: () => Zone.current,
    resume: (zone, fn) => zone.run(fn),
    wrap: fn => Zone.current.wrap(fn, 'benchmark'),
  };
}
