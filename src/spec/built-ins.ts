// The parts from which all built-in objects are made.
import { unexpected } from '../errors.js';
import { addProperties, create, isObject, setConstant, setPrototypeOf, toStringTag } from '../intrinsics.js';

/** The error for a `run` whose function is not callable. */
export const notCallable = (constructor: string, func: unknown): TypeError => unexpected(`${constructor}.prototype.run`, 'a function to call', func);

/**
 * Links a constructor with the class that has the slots of its instances.
 *
 * A constructor of the specification reads its arguments before it gets the prototype from `new.target`. A base class gets the prototype first.
 * A class that extends `null` is a derived class, so it does not, and it still inherits from Function.prototype.
 *
 * @param constructor - The constructor: a class that extends `null`.
 * @param slots - The class of the slots, whose methods go to the prototype.
 * @param tag - The prototype's @@toStringTag.
 * @returns A function that makes the error for a method whose `this` is not an instance. The methods call it, so that they are short enough for engines to
 *   inline.
 */
export function linkConstructor(constructor: Function, slots: Function, tag: string): (method: string, receiver: unknown) => TypeError {
  const { prototype } = constructor;
  setPrototypeOf(prototype, Object.prototype);
  addProperties(prototype, slots.prototype);
  setConstant(prototype, toStringTag, tag);
  return (method, receiver) => unexpected(`${tag}.prototype.${method}`, `an ${tag} as this`, receiver);
}

/**
 * OrdinaryCreateFromConstructor ( constructor, intrinsicDefaultProto, internalSlotsList ), as a base class: a derived class adds its private
 * fields, which are the internal slots, to the object that `super` returns.
 *
 * It does not use `Reflect.construct` with another `new.target`, because a class that was lowered to a function throws unless `this` inherits from
 * its own prototype.
 *
 * @see https://tc39.es/ecma262/#sec-ordinarycreatefromconstructor
 *
 * @param newTarget - The constructor that was called. If its prototype is not an object, the intrinsic prototype is used.
 * @param constructor - The intrinsic constructor.
 */
export const OrdinaryCreateFromConstructor = function ({ prototype }: Function, { prototype: intrinsic }: Function): object {
  // Deviation: GetPrototypeFromConstructor falls back to the intrinsic of the constructor's realm, which a script cannot find.
  return create(isObject(prototype) ? prototype : intrinsic);
} as unknown as new (
  newTarget: Function,
  constructor: Function,
) => object;
