// What patches ask of objects, out of reach of what a page does to WeakMap.prototype.
const { defineProperty, getOwnPropertyDescriptor } = Object;

/** Type(value) is Object. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'function' || (typeof value === 'object' && value !== null);

/** Makes a WeakMap whose methods are its own. */
export function createWeakMap<K extends object, V>(): WeakMap<K, V> {
  const map = new WeakMap<K, V>();
  for (const key of ['get', 'set'] as const) {
    defineProperty(map, key, getOwnPropertyDescriptor(WeakMap.prototype, key) as PropertyDescriptor);
  }
  return map;
}
