// Custom elements: reactions that the engine leaves to a microtask run in no context, since that microtask may be another flow's.
import type { Around, Put } from './patch.js';
import { activations, definition, dispatching } from './policy.js';
import { currentContext, EMPTY, segment, swap } from './segments.js';
import { isObject } from './objects.js';

const { apply } = Reflect;
const { isPrototypeOf } = Object.prototype;
const { getOwnPropertyDescriptor } = Object;

/**
 * Calls a function in the current context; what the engine itself enqueues meanwhile is in the empty one. Listeners that await something that is no
 * promise go on in the empty context, too.
 */
const detached: Around = (fn, thisArgument, args) => {
  const context = currentContext();
  const call = (): unknown => {
    const before = swap(context);
    try {
      return apply(fn, thisArgument, args);
    } finally {
      swap(before);
    }
  };
  return segment(EMPTY, call, undefined, []);
};

/** Whether a class has a callback that is called for what a click does. https://html.spec.whatwg.org/#backup-element-queue */
function isActivated(Class: unknown): boolean {
  const prototype: unknown = isObject(Class) && getOwnPropertyDescriptor(Class, 'prototype')?.value;
  if (!isObject(prototype)) return false;
  const has = (name: string) => {
    const { [name]: Base } = globalThis as unknown as Record<string, Function | undefined>;
    return Base !== undefined && (apply(isPrototypeOf, Base.prototype, [prototype]) as boolean);
  };
  return 'formResetCallback' in prototype || ('attributeChangedCallback' in prototype && (has('HTMLDetailsElement') || has('HTMLDialogElement')));
}

const { get: typeOf } = getOwnPropertyDescriptor(globalThis.Event?.prototype ?? {}, 'type') ?? {};

const clicking: Around = (fn, target, args) => {
  let type: unknown;
  try {
    type = apply(typeOf as Function, args[0], []);
  } catch {
    // No event: the call says so.
  }
  return type === 'click' ? detached(fn, target, args) : apply(fn, target, args);
};

/** Patches what activates elements, as soon as a class is defined that is told of it in such a microtask. */
export function patchCustomElements(put: Put): void {
  put(definition, (fn, registry, args) => {
    const result = apply(fn, registry, args);
    if (isActivated(args[1])) {
      put(activations, detached);
      put(dispatching, clicking);
    }
    return result;
  });
}
