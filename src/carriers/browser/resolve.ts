// What the names of the table stand for.
import { ownerOf, type Place } from './patch.js';
import type { Words } from './policy.js';

const { getOwnPropertyDescriptors, getOwnPropertyNames, getPrototypeOf } = Object;

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

/** The handler properties of classes, those included that they inherit: `onload` and its like, for events of some types. */
export function handlersOf(names: string, types: Words): Place[] {
  const seen: object[] = [];
  const found: Place[] = [];
  for (const name of names.split(' ')) {
    let owner: object | null = (globalThis as Record<string, any>)[name]?.prototype ?? null;
    // Once each: most have their properties of the same few.
    for (; owner && !seen.includes(owner); owner = getPrototypeOf(owner) as object | null) {
      seen.push(owner);
      for (const key of getOwnPropertyNames(owner)) {
        if (key.startsWith('on') && types[key.slice(2)]) found.push({ name: `${name}.${key}`, owner, key });
      }
    }
  }
  return found;
}
