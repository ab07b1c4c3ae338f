// Tasks that start with a change of the tree: an attribute, or an insertion.
import type { Around, Put, Undo } from './patch.js';
import { resolve } from './resolve.js';
import { attributes, insertions, type TaskRow } from './policy.js';
import { isOfAccount, note, start, starting } from './tasks.js';

const { apply } = Reflect;
const { toLowerCase } = String.prototype;

type Parent = Record<string, any>;

/** What starts with an attribute, and on the elements of which class. */
interface Reflected {
  readonly Class: Function;
  readonly around: Around;
}

/** Patches what changes attributes. */
function patchAttributes(put: Put, rows: readonly TaskRow[]): void {
  const reflected: Record<string, Reflected[]> = Object.create(null);
  for (const row of rows) {
    for (const { name, owner, key } of resolve(row.starts)) {
      if (!attributes.names[key] || !owner) continue;
      const Class = (globalThis as Record<string, any>)[name.split('.')[0] as string];
      (reflected[key] ??= []).push({ Class, around: starting(row) });
    }
  }
  attributes.methods.forEach((names, place) => {
    put(names, (fn, element, args) => {
      const attribute = args[place];
      const candidates =
        typeof attribute === 'string' && (reflected[attribute] ?? reflected[apply(toLowerCase, attribute, [])]);
      if (candidates) {
        for (const { Class, around } of candidates) if (element instanceof Class) return around(fn, element, args);
      }
      return apply(fn, element, args);
    });
  });
}

/** Patches what puts nodes into a tree. Only a tree that becomes a part of a document is searched, by the engine, and only if contexts are in play. */
function patchInsertions(put: Put, rows: readonly TaskRow[]): void {
  const byTag: Record<string, TaskRow> = Object.create(null);
  for (const row of rows) for (const tag in row.tags) byTag[tag] = row;
  const selector = Object.keys(byTag).join();

  const inserting = (count: number): Around => (fn, thisArgument, args) => {
    if (!isOfAccount()) return apply(fn, thisArgument, args);
    const undone: Undo[] = [];
    const insert = (element: Parent, parent: Parent): void => {
      const row = byTag[element.localName];
      const target = row && (row.on ? row.on(element, parent) : element);
      if (!target) return;
      start(target, row);
      undone[undone.length] = () => note(target as object, row, undefined);
    };
    try {
      const parent = (thisArgument as Parent).startContainer ?? thisArgument;
      for (let i = 0; i < args.length && i < count; i++) {
        const node = args[i] as Parent;
        if (typeof node !== 'object' || node === null) continue;
        insert(node, parent);
        if (node.firstElementChild && parent.isConnected) {
          const elements = node.querySelectorAll(selector);
          // Those further down are as connected as their parent will be.
          for (let j = 0; j < elements.length; j++) insert(elements[j], parent);
        }
      }
    } catch {
      // No nodes: the function says so itself.
    }
    let isDone = false;
    try {
      const result = apply(fn, thisArgument, args);
      isDone = true;
      return result;
    } finally {
      if (!isDone) for (const step of undone) step();
    }
  };
  if (!selector) return;
  put(insertions.first, inserting(1));
  put(insertions.all, inserting(Infinity));
}

/** Patches what changes the tree, if something starts with it. */
export function patchElements(put: Put, rows: readonly TaskRow[]): void {
  patchAttributes(put, rows);
  patchInsertions(put, rows);
}
