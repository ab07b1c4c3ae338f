// A Map whose methods are copies of Map.prototype's, so that a page which later changes Map.prototype cannot see the contents.
import { defineProperty, getOwnPropertyDescriptor, setMethod } from '../intrinsics.js';
import type { Key } from './interface.js';

/** Keys and their values, in the order in which the keys were added. */
export class Table<Value> extends Map<Key, Value> {}

for (const name of ['get', 'set', 'has', 'delete', 'clear', 'forEach'] as const) {
  setMethod(Table.prototype, name, Map.prototype[name]);
}
defineProperty(Table.prototype, 'size', getOwnPropertyDescriptor(Map.prototype, 'size') as PropertyDescriptor);
