// Resources: `using` and `await using`, which dispose of them in the context of the function.
import type { File } from './file.js';
import { noteVars } from './functions.js';
import type { Node } from './node.js';
import type { Scope } from './scope.js';

export function visitDeclaration(file: File, node: Node, scope: Scope): void {
  file.visitChildren(node, scope);
  noteVars(node, scope);
}

export function visitBlock(file: File, node: Node, scope: Scope): void {
  file.visitChildren(node, scope);
}
