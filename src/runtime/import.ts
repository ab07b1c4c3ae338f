// Dynamic import: a module is evaluated in the empty context, whoever imports it.
import type { Activation } from '../agent/switch.js';
import { enter, leave, outside } from './realm-activations.js';

/** The calls of `import()` whose arguments are being evaluated. They can be nested. */
interface Call {
  readonly activation: Activation;
  readonly outer: Call | undefined;
}
let calls: Call | undefined;

/** Called right before `import()`, with its last argument. Makes the empty context current. */
export function detach<T>(specifier?: T): T {
  calls = { activation: outside(), outer: calls };
  enter(calls.activation);
  return specifier as T;
}

/** Called right after `import()`, with its promise. Makes the importer's context current again. */
export function attach<T>(first: T, second?: T): T {
  const { activation, outer } = calls as Call;
  calls = outer;
  leave(activation);
  return (second ?? first) as T;
}
