// The parts that every built-in object is made with.
import { unexpected } from '../errors.js';
import { addProperties, create, isObject, setConstant, setPrototypeOf, toStringTag } from '../intrinsics.js';

/** The error for a method that is called on something else than an instance. Apart, so that methods are short enough for engines to inline. */
export const wrongReceiver = (constructor: string, method: string, receiver: unknown): TypeError =>
  unexpected(`${constructor}.prototype.${method}`, `an ${constructor} as this`, receiver);

/** The error for a `run` of something that cannot be called. */
export const notCallable = (constructor: string, func: unknown): TypeError => unexpected(`${constructor}.prototype.run`, 'a function to call', func);

/**
 * Puts a constructor and the class of its instances' slots together.
 *
 * A constructor of the specification reads its arguments before it asks `new.target` for its prototype. A class asks first, unless it is
 * derived; one that extends `null` is, and inherits from Function.prototype all the same.
 *
 * @param constructor - The constructor: a class that extends `null`.
 * @param slots - The class of the slots, whose methods go to the prototype.
 * @param tag - The prototype's @@toStringTag.
 */
export function linkConstructor(constructor: Function, slots: Function, tag: string): void {
  const { prototype } = constructor;
  setPrototypeOf(prototype, Object.prototype);
  addProperties(prototype, slots.prototype);
  setConstant(prototype, toStringTag, tag);
}

/**
 * OrdinaryCreateFromConstructor ( constructor, intrinsicDefaultProto, internalSlotsList ), for a class to extend: what `super` makes gets the private
 * fields of the class, which are the internal slots.
 *
 * No class is constructed for another's prototype, since one that was lowered to a function throws unless `this` inherits from its own.
 *
 * @see https://tc39.es/ecma262/#sec-ordinarycreatefromconstructor
 *
 * @param newTarget - The constructor that was called; if its prototype is no object, the intrinsic one is used.
 * @param constructor - The intrinsic constructor.
 */
export const OrdinaryCreateFromConstructor = function ({ prototype }: Function, { prototype: intrinsic }: Function): object {
  // Deviation: GetPrototypeFromConstructor falls back to the intrinsic of the constructor's realm, which a script cannot find.
  return create(isObject(prototype) ? prototype : intrinsic);
} as unknown as new (
  newTarget: Function,
  constructor: Function,
) => object;
