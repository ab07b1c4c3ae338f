// Replaces functions of the realm, keeping their name, length and other properties, and can undo it.
import { asyncIterator, construct, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, isCallable, isObject, Proxy, putBack } from '../../intrinsics.js';
import { createWeakMap } from './objects.js';

/** Undoes a change. */
type Undo = () => unknown;

/** Undoes the changes of `allOrNothing` so far, the last one first. Not a list, because the page may have broken arrays. */
let undo: Undo | undefined;

/** Records how to undo a change that was made. */
export function note(step: Undo): void {
  const before = undo;
  if (before) {
    undo = () => {
      step();
      before();
    };
  }
}

/** Calls a function that makes changes. If it throws, undoes the changes and throws the same error. */
export function allOrNothing(change: () => void): void {
  const outer = undo;
  undo = () => {};
  try {
    change();
  } catch (error) {
    undo();
    throw error;
  } finally {
    undo = outer;
  }
}

/** Defines a property of an object, and records how to restore the property before. */
export function define(object: object, key: PropertyKey, descriptor: PropertyDescriptor): void {
  const before = getOwnPropertyDescriptor(object, key);
  defineProperty(object, key, descriptor);
  note(() => putBack(object, key, before));
}

/** Returns the object on the prototype chain that has the property as its own. */
export function ownerOf(object: unknown, key: PropertyKey): object | undefined {
  // Most objects do not have the property, and descriptors are slow.
  let owner: object | null | undefined = isObject(object) && key in object ? object : undefined;
  while (owner && !getOwnPropertyDescriptor(owner, key)) owner = getPrototypeOf(owner);
  return owner ?? undefined;
}

/** Intercepts a call of a function: decides whether and how the original is called. */
export type Around = (fn: Function, thisArgument: unknown, args: unknown[]) => unknown;

/** The replacement of each function, by the function and by the replacement: a function that is found under two names gets one replacement. */
const standIns = createWeakMap<Function, { readonly around: Around; readonly made: Function }>();

/**
 * The replacement for a function. It is a proxy, so that everything a script can observe (length, name, whether it is a constructor, source,
 * errors) is that of the function.
 */
function standIn(fn: Function, around: Around): Function {
  let known = standIns.get(fn);
  if (known?.around !== around) {
    const made = new Proxy(fn, {
      __proto__: null,
      apply: around,
      construct: (target: Function, args: unknown[], newTarget: Function) =>
        around((...changed: unknown[]) => construct(target, changed, newTarget), undefined, args),
    } as ProxyHandler<Function>);
    known = { around, made };
    standIns.set(fn, known);
    standIns.set(made, known);
  }
  return known.made;
}

/** Intercept the calls of a property's accessors. */
export type Accessors = Readonly<Partial<Record<keyof PropertyDescriptor, Around>>>;

/** A property key, and the object that has the property, if there is one. */
export interface Place {
  readonly owner: object | undefined;
  readonly key: string;
}

const functions = ['value', 'set', 'get'] as const;

/** Returns the object to patch instead, or nothing if another library's patch ties the callbacks already. */
let redirect: ((place: Place) => object | undefined) | undefined;

/** Sets the function that redirects patches. */
export function redirectPatches(by: typeof redirect): void {
  redirect = by;
}

/**
 * Replaces an object's own property, if it is configurable. A single `around` replaces the method, or else the setter, or else the getter; an
 * object of accessors replaces each by its own. A property that the same `around` has replaced before is left alone.
 */
export function replace(owner: object | undefined, key: PropertyKey, around: Around | Accessors): void {
  if (redirect) owner = redirect({ owner, key: key as string });
  // React Native's globals are accessors that turn into data properties when they are first read.
  if (owner === globalThis) void (owner as Record<PropertyKey, unknown>)[key];
  const before = owner && getOwnPropertyDescriptor(owner, key);
  if (!owner || !before?.configurable) return;
  const after = { ...before };
  let isChanged = false;
  for (let i = 0; i < functions.length; i++) {
    const kind = functions[i]!;
    const fn: unknown = before[kind];
    const own = isCallable(around) ? around : around[kind];
    // An accessor of the global is left alone: `around` expects the arguments of the function, not those of an accessor.
    if (!own || !isCallable(fn) || (i && owner === globalThis)) continue;
    after[kind] = standIn(fn, own);
    isChanged ||= after[kind] !== fn;
    if (own === around) break;
  }
  if (!isChanged) return;
  define(owner, key, after);
  /** Replaces another property that refers to the same method or constructor. */
  const follow = (object: object | undefined, name: PropertyKey): void => {
    const other = object && getOwnPropertyDescriptor(object, name);
    if (other?.value && other.value === before.value) define(object!, name, { ...other, value: after.value });
  };
  // The async iterator of a stream, which is also a named method, and the `constructor` of a prototype.
  follow(owner, asyncIterator);
  follow(before.value?.prototype, 'constructor');
}
