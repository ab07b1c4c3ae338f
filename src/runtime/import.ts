// Dynamic import: a module is evaluated in the empty context, whoever imports it.
import type { Activation } from '../agent/switch.js';
import { enter, leave, outside } from './activations.js';

/** Imports that are being called: arguments of one may hold another. */
interface Call {
  readonly activation: Activation;
  readonly outer: Call | undefined;
}
let calls: Call | undefined;

/** Called right before `import()` is, with its last argument; the empty context is current from here on. */
export function detach<T>(specifier?: T): T {
  calls = { activation: outside(), outer: calls };
  enter(calls.activation);
  return specifier as T;
}

/** Called right after `import()`, with its promise: the context is the importer's again. */
export function attach<T>(first: T, second?: T): T {
  const { activation, outer } = calls as Call;
  calls = outer;
  leave(activation);
  return (second ?? first) as T;
}
