// Replaces functions of the page's realm so that they look as they did, and puts them back.
import { asyncIterator, construct, defineProperty, getOwnPropertyDescriptor, getPrototypeOf, isCallable, isObject, Proxy, putBack } from '../../intrinsics.js';
import { createWeakMap } from './objects.js';

/** Undoes a change. */
type Undo = () => unknown;

/** Undoes the changes of `allOrNothing` so far, the last one first. No list of them: arrays may be what a page has broken. */
let undo: Undo | undefined;

/** Says what undoes a change that was made. */
export function note(step: Undo): void {
  const before = undo;
  if (before) {
    undo = () => {
      step();
      before();
    };
  }
}

/** Calls what makes changes. If it throws, so does this, and the changes are undone. */
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

/** Defines a property of an object, instead of what it had there. */
export function define(object: object, key: PropertyKey, descriptor: PropertyDescriptor): void {
  const before = getOwnPropertyDescriptor(object, key);
  defineProperty(object, key, descriptor);
  note(() => putBack(object, key, before));
}

/** The object on an object's prototype chain that has a property. */
export function ownerOf(object: unknown, key: PropertyKey): object | undefined {
  // Most objects that are asked have none, and descriptors are dear.
  let owner: object | null | undefined = isObject(object) && key in object ? object : undefined;
  while (owner && !getOwnPropertyDescriptor(owner, key)) owner = getPrototypeOf(owner);
  return owner ?? undefined;
}

/** Stands around a call of a function: calls it with `apply`, or does not. */
export type Around = (fn: Function, thisArgument: unknown, args: unknown[]) => unknown;

/** The functions that stand for others, by those and by themselves: one function that has two names stays one. */
const standIns = createWeakMap<Function, { readonly around: Around; readonly made: Function }>();

/**
 * A function that stands for another. A proxy, because everything that can be asked of the other (length, name, whether it is a
 * constructor, its source, its errors) is then answered by the other.
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

/** Stand around the calls of a property's accessors. */
export type Accessors = Readonly<Partial<Record<keyof PropertyDescriptor, Around>>>;

/** A property, and the object that has it, if there is one. */
export interface Place {
  readonly owner: object | undefined;
  readonly key: string;
}

const functions = ['value', 'set', 'get'] as const;

/** Where a patch belongs instead, if anywhere, if there are patches of a library's that tie callbacks already. */
let redirect: ((place: Place) => object | undefined) | undefined;

/** Says where patches belong instead. */
export function redirectPatches(by: typeof redirect): void {
  redirect = by;
}

/**
 * Replaces an object's own method, or else its setter, or else its getter, or its accessors each by its own, if it has any that can be replaced. What
 * was replaced by the same before stays.
 */
export function replace(owner: object | undefined, key: PropertyKey, around: Around | Accessors): void {
  if (redirect) owner = redirect({ owner, key: key as string });
  // React Native's globals are accessors that make way for what they give when they are first asked.
  if (owner === globalThis) void (owner as Record<PropertyKey, unknown>)[key];
  const before = owner && getOwnPropertyDescriptor(owner, key);
  if (!owner || !before?.configurable) return;
  const after = { ...before };
  let isChanged = false;
  for (let i = 0; i < functions.length; i++) {
    const kind = functions[i]!;
    const fn: unknown = before[kind];
    const own = isCallable(around) ? around : around[kind];
    // A global that stays an accessor: what its accessors take and return is not what `around` knows.
    if (!own || !isCallable(fn) || (i && owner === globalThis)) continue;
    after[kind] = standIn(fn, own);
    isChanged ||= after[kind] !== fn;
    if (own === around) break;
  }
  if (!isChanged) return;
  define(owner, key, after);
  /** The other properties that refer to a method or a constructor. */
  const follow = (object: object | undefined, name: PropertyKey): void => {
    const other = object && getOwnPropertyDescriptor(object, name);
    if (other?.value && other.value === before.value) define(object!, name, { ...other, value: after.value });
  };
  // The iterator of a stream, which is a method under another name, and the prototype of a constructor.
  follow(owner, asyncIterator);
  follow(before.value?.prototype, 'constructor');
}
