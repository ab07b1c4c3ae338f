// Makes the consoles of Node, Bun and Deno show a Variable's name, and its value in the current context.
// https://nodejs.org/api/util.html#utilinspectcustom
import { apply, defineProperty, getOwnPropertyDescriptor } from '../intrinsics.js';

type Inspect = (value: unknown, options: object) => string;

const key = Symbol.for('nodejs.util.inspect.custom');

/** Adds the method that these consoles call to a class of Variables. It shows the value only to code that has the Variable. */
export function showInConsole(Variable: Function): void {
  const { prototype } = Variable as Function & { readonly prototype: { readonly get: Function } };
  const nameOf = getOwnPropertyDescriptor(prototype, 'name')!.get!;
  const { get } = prototype;
  const { [key]: method } = {
    [key](this: unknown, _depth: number, options: object, inspect?: Inspect): unknown {
      let shown: object;
      try {
        shown = { name: apply(nameOf, this, []), value: apply(get, this, []) };
      } catch {
        // `this` is the prototype, or another object that inherits from it.
        return this;
      }
      return inspect ? `AsyncContext.Variable ${inspect(shown, options)}` : shown;
    },
  };
  defineProperty(prototype, key, { value: method, writable: true, configurable: true });
}
