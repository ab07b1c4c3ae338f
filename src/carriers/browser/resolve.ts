// Finds the functions that the names of the table denote, and replaces them.
import { getOwnPropertyDescriptor } from '../../intrinsics.js';
import { ownerOf, replace, type Accessors, type Around, type Place } from './patch.js';

/**
 * The properties that names denote, separated by spaces: `global`; `Class.method`; `Class,Class.method,method` for each method of each class;
 * `Class.a*` for all methods that begin with `a`.
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

/** The names of a prototype's data properties that begin with `start`: the methods and constants. All are enumerable on platform objects. */
const methodsOf = (prototype: object, start: string): string[] =>
  Object.keys(prototype).filter(key => key.startsWith(start) && getOwnPropertyDescriptor(prototype, key)?.value);

/** Replaces the properties that names denote, or those at some places. Missing ones are skipped. */
export function put(what: string | readonly Place[], around: Around | Accessors): void {
  for (const { owner, key } of typeof what === 'string' ? resolve(what) : what) replace(owner, key, around);
}
