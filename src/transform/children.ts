// The children of a node.
import { tools } from '#tools';
import type { Node } from './node.js';

/** Properties that contain types, and so no code that runs. */
const types = new Set(['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments', 'superTypeArguments', 'implements']);

const none: readonly string[] = [];
const keys = new Map<string, readonly string[]>();

/** The properties of a node type that contain code that runs, in the order of the source. */
function keysOf(type: string): readonly string[] {
  let found = keys.get(type);
  if (found === undefined) {
    found = tools().visitorKeys[type]?.filter(key => !types.has(key)) ?? none;
    keys.set(type, found);
  }
  return found;
}

/**
 * Calls a function with each child of a node, except types.
 *
 * @param argument - The second argument for the function.
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
