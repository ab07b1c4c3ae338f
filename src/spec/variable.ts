// AsyncContext.Variable. https://tc39.es/proposal-async-context/#sec-asynccontext-variable-objects
import type { Agent } from '../agent/agent.js';
import { Mapping, NO_KEY, type Key } from '../mapping/mapping.js';
import { isCallable, isObject } from '../intrinsics.js';
import { linkConstructor, notCallable, OrdinaryCreateFromConstructor } from './built-ins.js';

const VARIABLE = 'AsyncContext.Variable';

/** Makes %AsyncContext.Variable% for an agent. */
export function createVariable({ carrier, allocateKey }: Agent): Function {
  const { current, run } = carrier;
  const { set } = Mapping;
  /** The internal slots, and the methods that need them. Reading a private field does RequireInternalSlot: it throws if there is no such slot. */
  class VariableSlots extends OrdinaryCreateFromConstructor {
    readonly #name: string;
    readonly #defaultValue: unknown;
    // Allocated at the first `run`, because no mapping has an entry for the Variable before, and so that the ids of used Variables stay small.
    #key = NO_KEY;

    constructor(newTarget: Function, name: string, defaultValue: unknown) {
      super(newTarget, Variable);
      this.#name = name;
      this.#defaultValue = defaultValue;
    }

    /** https://tc39.es/proposal-async-context/#sec-asynccontext-variable.prototype.run */
    run(value: unknown, func: unknown, ...args: unknown[]): unknown {
      // 1. Let asyncVariable be the this value.
      // 2. Perform ? RequireInternalSlot(asyncVariable, [[AsyncVariableName]]).
      let key: Key;
      try {
        key = this.#key;
      } catch {
        throw wrongReceiver('run', this);
      }
      // 10. Call throws if func is not callable; before the swap nothing needs to be put back.
      if (!isCallable(func)) throw notCallable(VARIABLE, func);
      // 3. Let previousContextMapping be AsyncContextSnapshot().
      // 4. Let asyncContextMapping be a new empty Async Context Mapping.
      // 5. – 8. Copy previousContextMapping without asyncVariable, append asyncVariable with value.
      if (key === NO_KEY) this.#key = key = allocateKey(this);
      // The mapping takes the value's place: users nest runs, and each local variable takes room on the stack.
      value = set(current(), key, value);
      // 9. AsyncContextSwap(asyncContextMapping).
      // 10. Let result be Completion(Call(func, undefined, args)).
      // 11. AsyncContextSwap(previousContextMapping).
      // 12. Return result.
      return run(value as Mapping, func, args);
    }

    /** https://tc39.es/proposal-async-context/#sec-asynccontext-variable.prototype.name */
    get name(): string {
      // 1. Let asyncVariable be the this value.
      // 2. Perform ? RequireInternalSlot(asyncVariable, [[AsyncVariableName]]).
      // 3. Return asyncVariable.[[AsyncVariableName]].
      try {
        return this.#name;
      } catch {
        throw wrongReceiver('name', this);
      }
    }

    /** https://tc39.es/proposal-async-context/#sec-asynccontext-variable.prototype.get */
    get(): unknown {
      // 1. Let asyncVariable be the this value.
      // 2. Perform ? RequireInternalSlot(asyncVariable, [[AsyncVariableDefaultValue]]).
      let key: Key;
      try {
        key = this.#key;
      } catch {
        throw wrongReceiver('get', this);
      }
      // 3. – 4. Let asyncContextMapping be the surrounding agent's [[AsyncContextMapping]].
      // 5. Return the value of asyncVariable's record in it, if there is one.
      // 6. Return asyncVariable.[[AsyncVariableDefaultValue]].
      return Mapping.get(current(), key, this.#defaultValue);
    }
  }

  // A property of a literal, so that a minifier does not change the class's name.
  const { Variable } = {
    /** https://tc39.es/proposal-async-context/#sec-asynccontext-variable */
    Variable: class extends null {
      constructor(options: unknown) {
        // 1. If NewTarget is undefined, throw a TypeError exception.
        // 2. Let nameStr be the empty String.
        let nameStr = '';
        // 3. Let defaultValue be undefined.
        let defaultValue: unknown;
        // 4. If options is an Object, then
        if (isObject(options)) {
          // a. Let namePresent be ? HasProperty(options, "name").
          // b. If namePresent is true, then
          //   i. Let name be ? Get(options, "name").
          //   ii. Set nameStr to ? ToString(name).
          if ('name' in options) nameStr = `${options.name as string}`;
          // c. Set defaultValue to ? Get(options, "defaultValue").
          ({ defaultValue } = options as { defaultValue?: unknown });
        }
        carrier.start?.();
        // 5. Let asyncVariable be ? OrdinaryCreateFromConstructor(NewTarget, "%AsyncContext.Variable.prototype%", « … »).
        // 6. Set asyncVariable.[[AsyncVariableName]] to nameStr.
        // 7. Set asyncVariable.[[AsyncVariableDefaultValue]] to defaultValue.
        // 8. Return asyncVariable.
        // biome-ignore lint/correctness/noConstructorReturn: the instance is that of OrdinaryCreateFromConstructor.
        return new VariableSlots(new.target, nameStr, defaultValue);
      }
    },
  };
  const wrongReceiver = linkConstructor(Variable, VariableSlots, VARIABLE);
  carrier.show?.(Variable);
  return Variable;
}
