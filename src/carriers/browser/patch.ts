// Replaces functions of the page's realm so that they look as they did, and puts them back.
import { createWeakMap } from './weak-map.js';

const { apply, construct, getPrototypeOf } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { asyncIterator } = Symbol;

/** Undoes a change. */
export type Undo = () => void;

/** A descriptor without a prototype, so that nothing inherited is taken for an attribute. */
const bare = (descriptor: PropertyDescriptor): PropertyDescriptor =>
  ({ __proto__: null, ...descriptor }) as PropertyDescriptor;

/** Defines a property of an object, instead of what it had there. */
export function define(object: object, key: PropertyKey, descriptor: PropertyDescriptor): Undo {
  const before = getOwnPropertyDescriptor(object, key) as PropertyDescriptor;
  defineProperty(object, key, bare(descriptor));
  return () => void defineProperty(object, key, bare(before));
}

/** Replaces a property's value, getter or setter. The other attributes stay, and an object that inherited the property keeps doing so. */
const redefine = (object: object, key: PropertyKey, change: PropertyDescriptor): Undo =>
  define(object, key, { ...getOwnPropertyDescriptor(object, key), ...change });

/** The object on an object's prototype chain that has a property. */
export function ownerOf(object: object | null | undefined, key: PropertyKey): object | undefined {
  // Most objects that are asked have none, and descriptors are dear.
  let owner: object | null | undefined = object && key in object ? object : undefined;
  while (owner && !getOwnPropertyDescriptor(owner, key)) owner = getPrototypeOf(owner);
  return owner ?? undefined;
}

/** What happens to a call of a function: calls it with `apply`, or does not. */
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

type Kind = 'value' | 'set' | 'get';
/** Replaces what names stand for, if it is there. */
export type Put = (names: string | undefined, around: Around, kinds?: readonly Kind[]) => void;

/** Replaces an object's own method, or else its setter, or else its getter, if it has one that can be replaced and is not yet. */
export function replace(
  undo: Undo[],
  owner: object | undefined,
  key: PropertyKey,
  around: Around,
  kinds: readonly Kind[] = ['value', 'set', 'get'],
): void {
  const descriptor = owner && getOwnPropertyDescriptor(owner, key);
  // A global that is an accessor is one that comes when it is asked for: what its accessors take and return is not what `around` knows.
  const kind = kinds.find(kind => typeof descriptor?.[kind] === 'function' && (kind === 'value' || owner !== globalThis));
  if (!owner || !descriptor?.configurable || !kind) return;
  const fn = standIn(descriptor[kind], around);
  undo.push(redefine(owner, key, { [kind]: fn }));
  // A method that has another name, as the iterator of a stream.
  if (descriptor.value && getOwnPropertyDescriptor(owner, asyncIterator)?.value === descriptor.value) {
    undo.push(redefine(owner, asyncIterator, { value: fn }));
  }
  // A constructor, which its prototype refers to.
  if (owner === globalThis && descriptor.value.prototype?.constructor === descriptor.value) {
    undo.push(redefine(descriptor.value.prototype, 'constructor', { value: fn }));
  }
}

/** Replaces a method, wherever on the prototype chain it is, by one that gets other arguments. Returns nothing if there is none that can be replaced. */
export function replaceFunction(
  object: object | undefined,
  key: PropertyKey,
  change: (args: unknown[], thisArgument: unknown) => unknown[],
): Undo | undefined {
  const undo: Undo[] = [];
  replace(undo, ownerOf(object, key), key, (fn, thisArgument, args) => apply(fn, thisArgument, change(args, thisArgument)));
  return undo[0];
}
