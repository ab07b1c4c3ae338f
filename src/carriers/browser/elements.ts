// Tasks that start with a change of the tree: an attribute, or an insertion.
import { apply, create, getOwnPropertyDescriptor, isObject, isPrototypeOf } from '../../intrinsics.js';
import type { Around } from './patch.js';
import { attributeMethods, insertionsOfAll, insertionsOfOne, type TaskRow } from './policy.js';
import { put, resolve } from './resolve.js';
import { attempt, starting } from './tasks.js';

const { toLowerCase } = String.prototype;

type Parent = Record<string, any>;

const nodeType = getOwnPropertyDescriptor((globalThis as { Node?: Function }).Node?.prototype ?? {}, 'nodeType')?.get;

/** Whether what a page hands in is a node. What is none is not asked for anything of its own. */
function isNode(value: unknown): boolean {
  try {
    return apply(nodeType!, value, []) > 0;
  } catch {
    // The call will say so, or make text of it.
    return false;
  }
}

/** Patches what changes attributes: as the setter of the same name does. */
function patchAttributes(rows: readonly TaskRow[]): void {
  const setters: Record<string, { readonly owner: object; readonly around: Around }[]> = create(null);
  for (const row of rows) {
    for (const { owner, key } of resolve(row.starts)) {
      if (owner && getOwnPropertyDescriptor(owner, key)!.set) (setters[key] ??= []).push({ owner, around: starting(row) });
    }
  }
  attributeMethods.forEach((names, place) => {
    put(names, (fn, element, args) => {
      const attribute: string = typeof args[place] === 'string' ? apply(toLowerCase, args[place], []) : '';
      const reflected = setters[attribute] ?? [];
      for (let i = 0; i < reflected.length; i++) {
        const { owner, around } = reflected[i]!;
        if (apply(isPrototypeOf, owner, [element])) return around(fn, element, args);
      }
      return apply(fn, element as object, args);
    });
  });
}

/** Patches what puts nodes into a tree. Only a tree that becomes a part of a document is searched, by the engine, and only if contexts are in play. */
function patchInsertions(rows: readonly TaskRow[]): void {
  const byTag: Record<string, TaskRow> = create(null);
  for (const row of rows) for (const tag in row.tags) byTag[tag] = row;
  const selector = Object.keys(byTag).join();

  const inserting =
    (count: number): Around =>
    (fn, thisArgument, args) =>
      attempt(fn, thisArgument, args, start => {
        const parent = (thisArgument as Parent).startContainer ?? thisArgument;
        const insert = (element: Parent): void => {
          const row = byTag[element.localName];
          if (row) start(row.on!(element, parent), row);
        };
        for (let i = 0; i < args.length && i < count; i++) {
          const node = args[i] as Parent;
          if (!isObject(node) || !isNode(node)) continue;
          insert(node);
          if (node.firstElementChild && parent.isConnected) {
            const elements = node.querySelectorAll(selector);
            // Those further down are as connected as their parent will be.
            for (let j = 0; j < elements.length; j++) insert(elements[j]);
          }
        }
      });
  if (!selector) return;
  put(insertionsOfOne, inserting(1));
  put(insertionsOfAll, inserting(Infinity));
}

/** Patches what changes the tree, if something starts with it. */
export function patchElements(rows: readonly TaskRow[]): void {
  patchAttributes(rows);
  patchInsertions(rows);
}
