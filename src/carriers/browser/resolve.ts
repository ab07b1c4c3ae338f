// What the names of the table stand for.
import { ownerOf } from './patch.js';

const { getOwnPropertyDescriptors } = Object;

/** A property, and the object that has it, if there is one. */
export interface Place {
  readonly name: string;
  readonly owner: object | undefined;
  readonly key: string;
}

/** The properties that names stand for, with spaces between them: `global`, `Class.method`, `Class.a,b`, `Class.*` for all methods. */
export const resolve = (names: string): Place[] =>
  names.split(' ').flatMap(name => {
    const [first, members] = name.split('.') as [string, string?];
    if (!members) return [{ name, owner: ownerOf(globalThis, first), key: first }];
    const Class = (globalThis as Record<string, any>)[first];
    const prototype = Class?.prototype;
    const keys = members === '*' ? methodsOf(prototype) : members.split(',');
    return keys.map(key => ({ name: `${first}.${key}`, owner: ownerOf(prototype, key) ?? ownerOf(Class, key), key }));
  });

function methodsOf(prototype: object | undefined): string[] {
  const descriptors = getOwnPropertyDescriptors(prototype ?? {}) as Record<string, PropertyDescriptor>;
  return Object.keys(descriptors).filter(key => key !== 'constructor' && typeof descriptors[key]!.value === 'function');
}
