// Tasks that start with a change of the tree: an attribute, or an insertion.
import { isObject } from './objects.js';
import type { Around, Put } from './patch.js';
import { attributeMethods, attributes, insertionsOfAll, insertionsOfOne, type TaskRow } from './policy.js';
import { resolve } from './resolve.js';
import { attempt, starting } from './tasks.js';

const { apply } = Reflect;
const { getOwnPropertyDescriptor } = Object;
const { isPrototypeOf } = Object.prototype;
const { toLowerCase } = String.prototype;

type Parent = Record<string, any>;

// The engine's own members: what a page hands in, which may be no node at all, is not asked for any of its own.
const prototypeOf = (Class: string): object => (globalThis as Record<string, any>)[Class]?.prototype ?? {};
const memberOf = (Class: string, key: string): Function => {
  const { get, value } = getOwnPropertyDescriptor(prototypeOf(Class), key) ?? {};
  return get ?? value;
};
const nodeType = memberOf('Node', 'nodeType');
const localName = memberOf('Element', 'localName');

/** Nodes that may contain elements. */
const kindNamed = (Class: string) => ({
  firstElementChild: memberOf(Class, 'firstElementChild'),
  querySelectorAll: memberOf(Class, 'querySelectorAll'),
});
const element = kindNamed('Element');
const fragment = kindNamed('DocumentFragment');

function kindOf(node: object): typeof element | undefined {
  try {
    const type = apply(nodeType, node, []);
    return type === 1 ? element : type === 11 ? fragment : undefined;
  } catch {
    // No node: the call will say so, or make text of it.
    return undefined;
  }
}

/** Patches what changes attributes: as the setter of the same name does. */
function patchAttributes(put: Put, rows: readonly TaskRow[]): void {
  const setters = rows.flatMap(row => resolve(row.starts).map(place => ({ ...place, around: starting(row) })));
  const reflected = setters.filter(({ owner, key }) => owner && attributes[key]);
  attributeMethods.forEach((names, place) => {
    put(names, (fn, element, args) => {
      const attribute: string = typeof args[place] === 'string' ? apply(toLowerCase, args[place], []) : '';
      if (attributes[attribute]) {
        for (let i = 0; i < reflected.length; i++) {
          const { owner, key, around } = reflected[i]!;
          if (key === attribute && apply(isPrototypeOf, owner, [element])) return around(fn, element, args);
        }
      }
      return apply(fn, element as object, args);
    });
  });
}

/** Patches what puts nodes into a tree. Only a tree that becomes a part of a document is searched, by the engine, and only if contexts are in play. */
function patchInsertions(put: Put, rows: readonly TaskRow[]): void {
  const byTag: Record<string, TaskRow> = Object.create(null);
  for (const row of rows) for (const tag in row.tags) byTag[tag] = row;
  const selector = Object.keys(byTag).join();

  const inserting = (count: number): Around => (fn, thisArgument, args) =>
    attempt(
      fn,
      thisArgument,
      args,
      start => {
        const parent = (thisArgument as Parent).startContainer ?? thisArgument;
        const insert = (element: Parent): void => {
          const row = byTag[apply(localName, element, [])];
          if (row) start(row.on!(element, parent), row);
        };
        for (let i = 0; i < args.length && i < count; i++) {
          const node = args[i] as Parent;
          const kind = isObject(node) && kindOf(node);
          if (!kind) continue;
          if (kind === element) insert(node);
          if (apply(kind.firstElementChild, node, []) && parent.isConnected) {
            const elements = apply(kind.querySelectorAll, node, [selector]);
            // Those further down are as connected as their parent will be.
            for (let j = 0; j < elements.length; j++) insert(elements[j]);
          }
        }
      },
      () => true,
    );
  if (!selector) return;
  put(insertionsOfOne, inserting(1));
  put(insertionsOfAll, inserting(Infinity));
}

/** Patches what changes the tree, if something starts with it. */
export function patchElements(put: Put, rows: readonly TaskRow[]): void {
  patchAttributes(put, rows);
  patchInsertions(put, rows);
}
