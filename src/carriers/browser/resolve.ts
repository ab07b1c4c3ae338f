// What the names of the table stand for.
import { getOwnPropertyDescriptors } from '../../agent/intrinsics.js';
import { ownerOf, type Place } from './patch.js';

/**
 * The properties that names stand for: `global`, `Class.method`, `Class,Class.method,method` for each of each, `Class.*` for all methods; with spaces
 * between them.
 */
export const resolve = (names: string): Place[] =>
  names.split(' ').flatMap(name => {
    const [classes, members] = name.split('.') as [string, string?];
    if (!members) return { owner: ownerOf(globalThis, name), key: name };
    return classes.split(',').flatMap(className => {
      const Class = (globalThis as Record<string, any>)[className];
      const prototype = Class?.prototype;
      const keys = members === '*' ? methodsOf(prototype) : members.split(',');
      return keys.map(key => ({ owner: ownerOf(prototype, key) ?? ownerOf(Class, key), key }));
    });
  });

function methodsOf(prototype: object | undefined): string[] {
  const descriptors = getOwnPropertyDescriptors(prototype ?? {}) as Record<string, PropertyDescriptor>;
  return Object.keys(descriptors).filter(key => key !== 'constructor' && typeof descriptors[key]!.value === 'function');
}
