// What `using` and `await using` dispose of in transformed code: in the context of the function, whatever ended the block.
import type { Activation } from '../agent/switch.js';
import { enter, leave } from './activations.js';
import { suspend } from './suspend.js';

const { apply } = Reflect;
// The library's language level knows neither.
const symbols = Symbol as unknown as { readonly dispose: symbol; readonly asyncDispose: symbol };

type Resource = { readonly [key: symbol]: Function | null | undefined };

/** A resource declared after another, and so disposed of before it. */
const first = (dispose: () => void): object => ({ __proto__: null, [symbols.dispose]: dispose });

/** Comes after a resource of `using`: its context is current again when that is disposed of. */
export const enterFirst = (activation: Activation | undefined): object | null =>
  activation === undefined ? null : first(() => enter(activation));

/** Comes after a resource of `await using`: what the engine then awaits by itself, it awaits out of the context. */
export const leaveFirst = (activation: Activation | undefined): object | null =>
  activation === undefined ? null : first(() => leave(activation));

/** Stands for a resource of `await using`: its method runs in the context of the function, and what it returns is awaited out of it. */
export function disposeIn(activation: Activation | undefined, resource: unknown): unknown {
  if (activation === undefined || resource === null || (typeof resource !== 'object' && typeof resource !== 'function')) return resource;
  let key = symbols.asyncDispose;
  let method = (resource as Resource)[key];
  if (method === undefined || method === null) method = (resource as Resource)[(key = symbols.dispose)];
  // Nothing to dispose of it with: the engine says so.
  if (typeof method !== 'function') return resource;
  return {
    __proto__: null,
    [key]() {
      enter(activation);
      try {
        return suspend(activation, apply(method, resource, []));
      } finally {
        leave(activation);
      }
    },
  };
}
