// Replaces functions of the page's realm so that they look as they did, and puts them back.
const { apply, construct, getPrototypeOf } = Reflect;
const { defineProperty, getOwnPropertyDescriptor } = Object;

/** Undoes a change. */
export type Undo = () => void;

/** A descriptor without a prototype, so that nothing inherited is taken for an attribute. */
const bare = (descriptor: PropertyDescriptor): PropertyDescriptor =>
  ({ __proto__: null, ...descriptor }) as PropertyDescriptor;

/** Replaces a property's value, getter or setter. The other attributes stay, and an object that inherited the property keeps doing so. */
export function redefine(object: object, key: PropertyKey, change: PropertyDescriptor): Undo {
  return define(object, key, { ...getOwnPropertyDescriptor(object, key), ...change });
}

/** Defines a property of an object, instead of what it had there. */
export function define(object: object, key: PropertyKey, descriptor: PropertyDescriptor): Undo {
  const before = getOwnPropertyDescriptor(object, key) as PropertyDescriptor;
  defineProperty(object, key, bare(descriptor));
  return () => void defineProperty(object, key, bare(before));
}

/** The object on an object's prototype chain that has a property. */
export function ownerOf(object: object | null | undefined, key: PropertyKey): object | undefined {
  let owner = object;
  while (owner && !getOwnPropertyDescriptor(owner, key)) owner = getPrototypeOf(owner);
  return owner ?? undefined;
}

/** The object that a path from the global leads to, and the last key. */
export function resolvePath(path: string): { object: object | undefined; key: string } {
  const keys = path.split('.');
  const key = keys.pop() as string;
  let object: unknown = globalThis;
  for (const step of keys) object = object == null ? undefined : (object as Record<string, unknown>)[step];
  return { object: (object ?? undefined) as object | undefined, key };
}

/** What happens to a call's arguments: gets them, and returns those for the function that was there. */
export type ChangeArguments = (args: unknown[], thisArgument: unknown) => unknown[];
/** What happens to a call's result. */
export type ChangeResult = (result: unknown) => unknown;

const same: ChangeResult = result => result;

/**
 * A function that stands for another. A proxy, because everything that can be asked of the other (length, name, whether it is a
 * constructor, its source, its errors) is then answered by the other.
 */
const standIn = (fn: Function, change: ChangeArguments, changeResult: ChangeResult): Function =>
  new Proxy(fn, {
    __proto__: null,
    apply: (target: Function, thisArgument: unknown, args: unknown[]) =>
      changeResult(apply(target, thisArgument, change(args, thisArgument))),
    construct: (target: Function, args: unknown[], newTarget: Function) =>
      changeResult(construct(target, change(args, undefined), newTarget)),
  } as ProxyHandler<Function>);

/** Replaces a method, wherever on the prototype chain it is. Returns nothing if there is none that can be replaced. */
export function replaceFunction(
  object: object | undefined,
  key: PropertyKey,
  change: ChangeArguments,
  changeResult = same,
): Undo | undefined {
  const owner = ownerOf(object, key);
  const descriptor = owner && getOwnPropertyDescriptor(owner, key);
  if (!owner || !descriptor?.configurable || typeof descriptor.value !== 'function') return undefined;
  return redefine(owner, key, { value: standIn(descriptor.value, change, changeResult) });
}

/** Replaces an object's own accessor: what is read and what is set are changed on the way. */
export function replaceAccessor(object: object, key: PropertyKey, read: ChangeResult, write: ChangeResult): Undo | undefined {
  const { get, set, configurable } = getOwnPropertyDescriptor(object, key) ?? {};
  if (!configurable || !get || !set) return undefined;
  return redefine(object, key, {
    get: standIn(get, args => args, read) as () => unknown,
    set: standIn(set, args => [write(args[0])], same) as (value: unknown) => void,
  });
}

/** Replaces a constructor, and the reference that its prototype has to it. */
export function replaceConstructor(
  global: object,
  name: string,
  change: ChangeArguments,
  changeResult = same,
): Undo | undefined {
  const descriptor = getOwnPropertyDescriptor(global, name);
  if (!descriptor?.configurable || typeof descriptor.value !== 'function') return undefined;
  const value = standIn(descriptor.value, change, changeResult);
  const undo = [redefine(global, name, { value }), redefine(descriptor.value.prototype, 'constructor', { value })];
  return () => undo.reverse().forEach(step => step());
}
