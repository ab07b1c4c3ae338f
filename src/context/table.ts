// A Map with methods of its own, which are those of Map.prototype as it was: what a page later does to Map.prototype sees nothing.
import { defineProperty, getOwnPropertyDescriptor, setMethod } from '../intrinsics.js';
import type { Key } from './interface.js';

/** Keys and what stands under them, in the order in which the keys were added. */
export class Table<Value> extends Map<Key, Value> {}

for (const name of ['get', 'set', 'has', 'delete', 'clear', 'forEach'] as const) {
  setMethod(Table.prototype, name, Map.prototype[name]);
}
defineProperty(Table.prototype, 'size', getOwnPropertyDescriptor(Map.prototype, 'size') as PropertyDescriptor);
