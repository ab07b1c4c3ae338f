// The functions that Snapshot.wrap makes.
import type { Carrier } from '../agent/carrier.js';
import { apply, hasOwnProperty, setConstant } from '../intrinsics.js';

const { trunc } = Math;

// A static method, because the body of a class is strict however it is bundled: `this` is passed on unchanged, and neither the target nor its getters
// can find the caller by `caller`.
export const { CreateWrapped } = class {
  /**
   * CreateBuiltinFunction of a closure that calls a function in a captured context, and CopyNameAndLength ( wrapped, fn, "wrapped" ).
   *
   * @see https://tc39.es/proposal-shadowrealm/#sec-copynameandlength
   */
  static CreateWrapped<Captured>(carrier: Carrier<Captured>, mapping: Captured, fn: Function): Function {
    // 2. Let L be 0.
    let L = 0;
    // 3. Let targetHasLength be ? HasOwnProperty(Target, "length").
    // 4. If targetHasLength is true, then
    if (apply(hasOwnProperty, fn, ['length'])) {
      // a. Let targetLen be ? Get(Target, "length").
      const targetLen: unknown = fn.length;
      // b. If targetLen is a Number: +∞ stays, -∞ is 0, else the larger of ToIntegerOrInfinity(targetLen) and 0.
      if (typeof targetLen === 'number') L = targetLen > 0 ? trunc(targetLen) : 0;
    }
    // 6. Let targetName be ? Get(Target, "name").
    const targetName: unknown = fn.name;
    // 7. If targetName is not a String, set targetName to the empty String.
    const name = `wrapped ${typeof targetName === 'string' ? targetName : ''}`;
    // Defining a name and a length takes twice as long as all the rest of `Snapshot.wrap`. A method of a literal gets both from the engine; there are
    // literals for the lengths 0 and 1. A method is not a constructor.
    const { [name]: wrapped } = (
      L === 0
        ? {
            [name](this: unknown) {
              return carrier.resume(mapping, fn, this, arguments as never);
            },
          }
        : {
            [name](this: unknown, _: unknown) {
              return carrier.resume(mapping, fn, this, arguments as never);
            },
          }
    ) as Record<string, Function>;
    // 5. Perform SetFunctionLength(F, L).
    if (wrapped!.length !== L) setConstant(wrapped!, 'length', L);
    // 8. Perform SetFunctionName(F, targetName, prefix). A method that was lowered to a function has no name yet.
    if (wrapped!.name !== name) setConstant(wrapped!, 'name', name);
    return wrapped!;
  }
};
