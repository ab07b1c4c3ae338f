// Disposal by `using` and `await using` in transformed code: in the context of the function, whatever ended the block.
import type { Activation } from '../agent/switch.js';
import { apply } from '../intrinsics.js';
import { enter, leave } from './activations.js';
import { pass } from './suspend.js';

/** The engine's symbol, a polyfill's, or the one that esbuild gives code which it lowers. Asked for at each use: a polyfill may come late. */
const symbolOf = (name: 'dispose' | 'asyncDispose'): symbol =>
  (Symbol as { readonly [name in 'dispose' | 'asyncDispose']?: symbol })[name] ?? Symbol.for(`Symbol.${name}`);

type Resource = { readonly [key: symbol]: Function | null | undefined };

/** A resource declared after another, and so disposed of before it. */
const first = (dispose: () => void): object => ({ __proto__: null, [symbolOf('dispose')]: dispose });

/** Comes after a resource of `using`: its context is current again when that is disposed of. */
export const enterFirst = (activation: Activation | undefined): object | null => (activation === undefined ? null : first(() => enter(activation)));

/** Comes after a resource of `await using`: what the engine then awaits by itself, it awaits out of the context. */
export const leaveFirst = (activation: Activation | undefined): object | null => (activation === undefined ? null : first(() => leave(activation)));

/** Stands for a resource of `await using`: its method runs in the context of the function, and what it returns is awaited out of it. */
export function disposeIn(activation: Activation | undefined, resource: unknown): unknown {
  if (activation === undefined || resource === null || (typeof resource !== 'object' && typeof resource !== 'function')) return resource;
  let key = symbolOf('asyncDispose');
  let method = (resource as Resource)[key];
  if (method === undefined || method === null) method = (resource as Resource)[(key = symbolOf('dispose'))];
  // Nothing to dispose of it with: the engine says so.
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
