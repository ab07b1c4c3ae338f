// What patches ask of objects, out of reach of what a page does to WeakMap.prototype.
import { defineProperty, getOwnPropertyDescriptor } from '../../agent/intrinsics.js';

export { isObject } from '../../agent/intrinsics.js';

/** Makes a WeakMap whose methods are its own. */
export function createWeakMap<K extends object, V>(): WeakMap<K, V> {
  const map = new WeakMap<K, V>();
  for (const key of ['get', 'set'] as const) {
    defineProperty(map, key, getOwnPropertyDescriptor(WeakMap.prototype, key) as PropertyDescriptor);
  }
  return map;
}
