// Custom elements: reactions that the engine leaves to a microtask run in no context, since that microtask may be another flow's.
import { apply, getOwnPropertyDescriptor, isObject } from '../../intrinsics.js';
import { within } from './callbacks.js';
import type { Around } from './patch.js';
import { activations, definition, dispatching } from './policy.js';
import { put } from './resolve.js';
import { currentContext, EMPTY, segment } from './segments.js';

/**
 * Calls a function in the current context; what the engine itself enqueues meanwhile is in the empty one. Listeners that await something that is no
 * promise go on in the empty context, too.
 */
const detached: Around = (fn, thisArgument, args) => segment(EMPTY, within, undefined, [currentContext(), fn, thisArgument, args]);

/**
 * Whether elements of a class may be told of what a click does: that their form is reset, or, if they are details or a dialog, that they open or close.
 * https://html.spec.whatwg.org/#backup-element-queue
 */
function isActivated(Class: unknown, options: unknown): boolean {
  const prototype: unknown = isObject(Class) && getOwnPropertyDescriptor(Class, 'prototype')?.value;
  return isObject(prototype) && ('formResetCallback' in prototype || (isObject(options) && 'attributeChangedCallback' in prototype));
}

const clicking: Around = (fn, target, args) => ((args[0] as Event | undefined)?.type === 'click' ? detached(fn, target, args) : apply(fn, target, args));

/** Patches what activates elements. */
export function patchActivations(): void {
  put(activations, detached);
  put(dispatching, clicking);
}

/** Patches what activates elements, as soon as a class is defined that is told of it in such a microtask. */
export function patchCustomElements(): void {
  put(definition, (fn, registry, args) => {
    const result = apply(fn, registry, args);
    if (isActivated(args[1], args[2])) patchActivations();
    return result;
  });
}
