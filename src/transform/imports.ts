// Dynamic import: the module is evaluated in the empty context.
import { after, before, type File } from './file.js';
import type { Node } from './node.js';
import type { Scope } from './scope.js';

export function visitImport(file: File, node: Node, scope: Scope): void {
  file.visitChildren(node, scope);
  const { source, options, phase } = node as unknown as { source: Node; options: Node | null; phase: string | null };
  // What is deferred is evaluated later, by whoever looks at it first; what is only loaded, never.
  if (phase !== null) return;
  file.suspends = true;
  const last = (options && lastPart(options)) ?? lastPart(source);
  scope.edit(() => {
    const { names } = file;
    // Bundlers look for what is imported in the parentheses: what they understand has to stay as it is.
    if (last === undefined) before(file, node.start, `${names.of('attach')}(${names.of('detach')}(),`);
    else {
      before(file, node.start, `${names.of('attach')}(`);
      before(file, last.start, `${names.of('detach')}(`);
      after(file, last.end, ')');
    }
    after(file, node.end, ')');
  });
}

/** The part of an expression that is evaluated last, if that may run code of the importer's. */
function lastPart(node: Node): Node | undefined {
  switch (node.type) {
    case 'Literal':
      return undefined;
    case 'TemplateLiteral':
      return lastOf(node.expressions);
    case 'ParenthesizedExpression':
      return lastPart(node.expression);
    case 'BinaryExpression':
      return node.operator === '+' ? lastOf([node.left, node.right]) : node;
    case 'ObjectExpression':
      return lastOf(node.properties);
    case 'Property':
      return node.computed || node.method || node.shorthand ? undefined : lastPart(node.value);
    default:
      return node;
  }
}

function lastOf(nodes: readonly Node[]): Node | undefined {
  for (let i = nodes.length - 1; i >= 0; i--) {
    const found = lastPart(nodes[i]!);
    if (found) return found;
  }
  return undefined;
}
