// Intrinsics, captured when the library is loaded: what a page does to them later changes nothing here.

export const { apply, construct, deleteProperty, get, getPrototypeOf, has, ownKeys } = Reflect;
export const { create, freeze, setPrototypeOf } = Object;
const { defineProperty: define, getOwnPropertyDescriptor: descriptorOf } = Object;
/** Object.defineProperty, for descriptors that have no prototype. */
export { define as defineBare };
export const { hasOwnProperty, isPrototypeOf } = Object.prototype;
export const { asyncIterator, toStringTag } = Symbol;
// One by one, so that a bundler drops those that an app has no need of.
export const isArray = Array.isArray;
export const iterator = Symbol.iterator;
export const { Proxy, TypeError } = globalThis;

/** Type(value) is Object. */
export const isObject = (value: unknown): value is object => (typeof value === 'object' ? value !== null : typeof value === 'function');

/** IsCallable, for all but `document.all`. */
export const isCallable = (value: unknown): value is Function => typeof value === 'function';

/** A descriptor without a prototype, so that nothing inherited is taken for an attribute: a page may have added a `get` to Object.prototype. */
const bare = (descriptor: PropertyDescriptor | undefined) => descriptor && ({ __proto__: null, ...descriptor } as PropertyDescriptor);

/** Object.defineProperty, by the descriptor's own attributes. */
export const defineProperty = <T extends object>(object: T, key: PropertyKey, descriptor: PropertyDescriptor | undefined): T =>
  define(object, key, bare(descriptor)!);

/** Object.getOwnPropertyDescriptor, of which nothing but the attributes can be read. */
export const getOwnPropertyDescriptor = (object: unknown, key: PropertyKey) => bare(descriptorOf(object as object, key));

/** Puts back what an object had under a key, if it had anything. */
export const putBack = (object: object, key: PropertyKey, before: PropertyDescriptor | undefined): unknown =>
  before ? defineProperty(object, key, before) : deleteProperty(object, key);

/** Gives an object what another has and it has not. */
export function addProperties<T extends object>(object: T, from: object): T {
  for (const key of ownKeys(from)) if (!descriptorOf(object, key)) defineProperty(object, key, descriptorOf(from, key));
  return object;
}

/**
 * A @@toStringTag, a name or a length: { [[Writable]]: false, [[Enumerable]]: false, [[Configurable]]: true }. The descriptor has no prototype, so that
 * nothing inherited is taken for an attribute.
 */
export const setConstant = (object: object, key: PropertyKey, value: unknown, writable = false): unknown =>
  define(object, key, { __proto__: null, value, writable, configurable: true } as PropertyDescriptor);

/** A property of a built-in object: { [[Writable]]: true, [[Enumerable]]: false, [[Configurable]]: true }. */
export const setMethod = (object: object, key: PropertyKey, value: unknown): unknown => setConstant(object, key, value, true);
