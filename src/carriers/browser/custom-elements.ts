// Custom elements: reactions that the engine runs in a microtask run in no context, because the microtask may belong to another flow.
import { apply, getOwnPropertyDescriptor, isObject } from '../../intrinsics.js';
import { within } from './callbacks.js';
import type { Around } from './patch.js';
import { activations, definition, dispatching } from './policy.js';
import { put } from './resolve.js';
import { currentContext, EMPTY, segment } from './segments.js';

/**
 * Calls a function in the current context, but puts the jobs that the engine enqueues meanwhile into the empty one. So a listener that awaits a
 * value that is no promise continues in the empty context, too.
 */
const detached: Around = (fn, thisArgument, args) => segment(EMPTY, within, undefined, [currentContext(), fn, thisArgument, args]);

/**
 * Whether a click may cause reactions of elements of a class: because their form is reset, or, if they are `details` or dialogs, because they
 * open or close.
 * https://html.spec.whatwg.org/#backup-element-queue
 */
function isActivated(Class: unknown, options: unknown): boolean {
  const prototype: unknown = isObject(Class) && getOwnPropertyDescriptor(Class, 'prototype')?.value;
  return isObject(prototype) && ('formResetCallback' in prototype || (isObject(options) && 'attributeChangedCallback' in prototype));
}

const clicking: Around = (fn, target, args) => ((args[0] as Event | undefined)?.type === 'click' ? detached(fn, target, args) : apply(fn, target, args));

/** Patches the functions that activate elements. */
export function patchActivations(): void {
  put(activations, detached);
  put(dispatching, clicking);
}

/** Patches `define`: when a class is defined whose reactions may run in such a microtask, patches the functions that activate elements. */
export function patchCustomElements(): void {
  put(definition, (fn, registry, args) => {
    const result = apply(fn, registry, args);
    if (isActivated(args[1], args[2])) patchActivations();
    return result;
  });
}
