// Disposal by `using` and `await using` in transformed code: it runs in the context of the function, however the block ends.
import type { Activation } from '../agent/switch.js';
import { apply } from '../intrinsics.js';
import { enter, leave } from './realm-activations.js';
import { pass } from './suspend.js';

/** The symbol of the engine or of a polyfill, or the one that esbuild uses in lowered code. Looked up at each use, because a polyfill may be loaded late. */
const symbolOf = (name: 'dispose' | 'asyncDispose'): symbol =>
  (Symbol as { readonly [name in 'dispose' | 'asyncDispose']?: symbol })[name] ?? Symbol.for(`Symbol.${name}`);

type Resource = { readonly [key: symbol]: Function | null | undefined };

/** A resource that is declared after the program's, and so is disposed of before it. */
const first = (dispose: () => void): object => ({ __proto__: null, [symbolOf('dispose')]: dispose });

/** The resource after a resource of `using`: makes the context current before that one is disposed of. */
export const enterFirst = (activation: Activation | undefined): object | null => (activation === undefined ? null : first(() => enter(activation)));

/** The resource after a resource of `await using`: leaves the context before the engine awaits. */
export const leaveFirst = (activation: Activation | undefined): object | null => (activation === undefined ? null : first(() => leave(activation)));

/** Wraps a resource of `await using`: its method runs in the context of the function, and its result is awaited outside of the context. */
export function disposeIn(activation: Activation | undefined, resource: unknown): unknown {
  if (activation === undefined || resource === null || (typeof resource !== 'object' && typeof resource !== 'function')) return resource;
  let key = symbolOf('asyncDispose');
  let method = (resource as Resource)[key];
  if (method === undefined || method === null) method = (resource as Resource)[(key = symbolOf('dispose'))];
  // The resource has no method to dispose of it: the engine throws.
  if (typeof method !== 'function') return resource;
  return {
    __proto__: null,
    [key]() {
      enter(activation);
      try {
        return pass(activation, apply(method, resource, []));
      } finally {
        leave(activation);
      }
    },
  };
}
