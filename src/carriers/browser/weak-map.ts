// Weak maps that later changes of WeakMap.prototype do not reach.
const { defineProperty, getOwnPropertyDescriptor } = Object;

/** Makes a WeakMap whose methods are its own. */
export function createWeakMap<K extends object, V>(): WeakMap<K, V> {
  const map = new WeakMap<K, V>();
  for (const key of ['get', 'set'] as const) {
    defineProperty(map, key, getOwnPropertyDescriptor(WeakMap.prototype, key) as PropertyDescriptor);
  }
  return map;
}
