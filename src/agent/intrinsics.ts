// Intrinsics, captured when the library is loaded: what a page does to them later changes nothing here.

export const { apply, construct, deleteProperty, get, getPrototypeOf, has } = Reflect;
export const { create, defineProperties, defineProperty, freeze, getOwnPropertyDescriptor, getOwnPropertyDescriptors, setPrototypeOf } = Object;
export const { hasOwnProperty, isPrototypeOf } = Object.prototype;
export const { asyncIterator, toStringTag } = Symbol;
export const { Proxy, TypeError } = globalThis;

/** Type(value) is Object. */
export const isObject = (value: unknown): value is object =>
  typeof value === 'object' ? value !== null : typeof value === 'function';

/** IsCallable, for all but `document.all`. */
export const isCallable = (value: unknown): value is Function => typeof value === 'function';

/** A descriptor without a prototype, so that nothing inherited is taken for an attribute. */
export const bare = (descriptor: PropertyDescriptor): PropertyDescriptor => ({ __proto__: null, ...descriptor }) as PropertyDescriptor;
