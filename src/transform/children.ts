// The nodes that a node holds.
import { tools } from '#tools';
import type { Node } from './node.js';

/** Keys that never hold code that runs. */
const types = new Set(['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments', 'superTypeArguments', 'implements']);

const none: readonly string[] = [];
const keys = new Map<string, readonly string[]>();

/** The names of the properties in which nodes of a type hold code that runs, in the order of the source. */
function keysOf(type: string): readonly string[] {
  let found = keys.get(type);
  if (found === undefined) {
    found = tools().visitorKeys[type]?.filter(key => !types.has(key)) ?? none;
    keys.set(type, found);
  }
  return found;
}

/**
 * Calls a function with each node that a node holds, types left out.
 *
 * @param argument - What the function is called with after the node.
 */
export function eachChild<T>(node: Node, visit: (child: Node, argument: T) => void, argument: T): void {
  const names = keysOf(node.type);
  for (let i = 0; i < names.length; i++) {
    const value = node[names[i]!];
    if (Array.isArray(value)) {
      for (let j = 0; j < value.length; j++) if (value[j]) visit(value[j], argument);
    } else if (value) visit(value, argument);
  }
}
