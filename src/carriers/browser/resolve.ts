// Finds the functions that the names of the table stand for, and replaces them.
import { getOwnPropertyDescriptor } from '../../intrinsics.js';
import { ownerOf, replace, type Accessors, type Around, type Place } from './patch.js';

/**
 * The properties that names stand for: `global`, `Class.method`, `Class,Class.method,method` for each of each, `Class.a*` for all methods that begin with `a`; with spaces
 * between them.
 */
export const resolve = (names: string): Place[] =>
  names.split(' ').flatMap(name => {
    const [classes, members] = name.split('.') as [string, string?];
    if (!members) return { owner: ownerOf(globalThis, name), key: name };
    return classes.split(',').flatMap(className => {
      const Class = (globalThis as Record<string, any>)[className];
      const prototype = Class?.prototype;
      const [start, all] = members.split('*') as [string, string?];
      const keys = all === undefined ? members.split(',') : methodsOf(prototype ?? {}, start);
      return keys.map(key => ({ owner: ownerOf(prototype, key) ?? ownerOf(Class, key), key }));
    });
  });

/** The names of a prototype's methods, and of what else has a value: of a platform's objects, all are enumerable. */
const methodsOf = (prototype: object, start: string): string[] =>
  Object.keys(prototype).filter(key => key.startsWith(start) && getOwnPropertyDescriptor(prototype, key)?.value);

/** Replaces what names stand for, or what is at some places, if it is there. */
export function put(what: string | readonly Place[], around: Around | Accessors): void {
  for (const { owner, key } of typeof what === 'string' ? resolve(what) : what) replace(owner, key, around);
}
