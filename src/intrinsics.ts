// Intrinsics, captured when the library is loaded, so that later changes by a page do not affect the library.

export const { apply, construct, deleteProperty, get, getPrototypeOf, has, ownKeys } = Reflect;
export const { create, freeze, setPrototypeOf } = Object;
const { defineProperty: define, getOwnPropertyDescriptor: descriptorOf } = Object;
/** Object.defineProperty, for descriptors that have no prototype. */
export { define as defineBare };
export const { hasOwnProperty, isPrototypeOf } = Object.prototype;
export const { asyncIterator, toStringTag } = Symbol;
// Separate constants, so that a bundler removes the ones that an app does not use.
export const isArray = Array.isArray;
export const iterator = Symbol.iterator;
export const { Proxy, TypeError } = globalThis;

/** Type(value) is Object. */
export const isObject = (value: unknown): value is object => (typeof value === 'object' ? value !== null : typeof value === 'function');

/** IsCallable, except that `document.all` counts as not callable. */
export const isCallable = (value: unknown): value is Function => typeof value === 'function';

/** A descriptor without a prototype, so that no inherited property counts as an attribute: a page may have added a `get` to Object.prototype. */
const bare = (descriptor: PropertyDescriptor | undefined) => descriptor && ({ __proto__: null, ...descriptor } as PropertyDescriptor);

/** Object.defineProperty, which reads only the descriptor's own attributes. */
export const defineProperty = <T extends object>(object: T, key: PropertyKey, descriptor: PropertyDescriptor | undefined): T =>
  define(object, key, bare(descriptor)!);

/** Object.getOwnPropertyDescriptor, whose result has no prototype. */
export const getOwnPropertyDescriptor = (object: unknown, key: PropertyKey) => bare(descriptorOf(object as object, key));

/** Restores a property to an earlier descriptor, or deletes it if there was none. */
export const putBack = (object: object, key: PropertyKey, before: PropertyDescriptor | undefined): unknown =>
  before ? defineProperty(object, key, before) : deleteProperty(object, key);

/** Adds the own properties of one object to another, except those that it has already. */
export function addProperties<T extends object>(object: T, from: object): T {
  for (const key of ownKeys(from)) if (!descriptorOf(object, key)) defineProperty(object, key, descriptorOf(from, key));
  return object;
}

/**
 * Defines a @@toStringTag, a name or a length: { [[Writable]]: false, [[Enumerable]]: false, [[Configurable]]: true }. The descriptor has no
 * prototype, so that no inherited property counts as an attribute.
 */
export const setConstant = (object: object, key: PropertyKey, value: unknown, writable = false): unknown =>
  define(object, key, { __proto__: null, value, writable, configurable: true } as PropertyDescriptor);

/** Defines a property of a built-in object: { [[Writable]]: true, [[Enumerable]]: false, [[Configurable]]: true }. */
export const setMethod = (object: object, key: PropertyKey, value: unknown): unknown => setConstant(object, key, value, true);
