// Tasks that a change of the tree starts: a change of an attribute, or an insertion.
import { apply, create, getOwnPropertyDescriptor, isObject, isPrototypeOf } from '../../intrinsics.js';
import type { Around } from './patch.js';
import { attributeMethods, insertionsOfAll, insertionsOfOne, type TaskRow } from './policy.js';
import { put, resolve } from './resolve.js';
import { attempt, starting } from './tasks.js';

const { toLowerCase } = String.prototype;

type Parent = Record<string, any>;

const nodeType = getOwnPropertyDescriptor((globalThis as { Node?: Function }).Node?.prototype ?? {}, 'nodeType')?.get;

/** Whether a value of the page is a node. Reads no own property of the value. */
function isNode(value: unknown): boolean {
  try {
    return apply(nodeType!, value, []) > 0;
  } catch {
    // The patched function will throw, or convert the value to text.
    return false;
  }
}

/** Patches the methods that change attributes: they start tasks as the setter of the same name does. */
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

/**
 * Patches the methods that insert nodes into a tree. An inserted tree is searched with the engine's `querySelectorAll`, and only if it becomes
 * part of a document, and tasks were started in a context.
 */
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
            // The descendants will be connected as the parent is.
            for (let j = 0; j < elements.length; j++) insert(elements[j]);
          }
        }
      });
  if (!selector) return;
  put(insertionsOfOne, inserting(1));
  put(insertionsOfAll, inserting(Infinity));
}

/** Patches the methods that change the tree, for the rows whose tasks such changes start. */
export function patchElements(rows: readonly TaskRow[]): void {
  patchAttributes(rows);
  patchInsertions(rows);
}
