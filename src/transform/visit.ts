// Walks over a file's syntax and notes what is to be changed in each scope.
import { visitDeclaration, visitBlock } from './disposal.js';
import type { File } from './file.js';
import { visitFunction } from './functions.js';
import { visitImport } from './imports.js';
import { visitForOf, visitTry } from './statements.js';
import { boundNames, type Node } from './node.js';
import { Scope } from './scope.js';
import { visitAwait, visitReturn, visitYield } from './suspensions.js';

/** What never holds code that runs. */
const types = new Set(['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments', 'superTypeArguments', 'implements']);

/** Visits a node, or what stands in its place. */
export function visit(file: File, node: Node | null | undefined, scope: Scope): void {
  if (!node) return;
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return visitFunction(file, node, scope);
    case 'ClassDeclaration':
    case 'ClassExpression':
      return visitClass(file, node, scope);
    case 'AwaitExpression':
      return visitAwait(file, node, scope);
    case 'YieldExpression':
      return visitYield(file, node, scope);
    case 'ReturnStatement':
      return visitReturn(file, node, scope);
    case 'TryStatement':
      return visitTry(file, node, scope);
    case 'ForOfStatement':
      return visitForOf(file, node, scope, node.start);
    case 'LabeledStatement':
      return visitLabeled(file, node, scope);
    case 'ImportExpression':
      return visitImport(file, node, scope);
    case 'VariableDeclaration':
      return visitDeclaration(file, node, scope);
    case 'BlockStatement':
      return visitBlock(file, node, scope);
    case 'Identifier':
      if (node.name === 'arguments') scope.usesArguments = true;
      return;
    case 'AssignmentExpression':
      noteWrite(node.left, scope);
      break;
    case 'UpdateExpression':
      noteWrite(node.argument, scope);
      break;
    case 'CallExpression':
      if (node.callee.type === 'Identifier' && node.callee.name === 'eval') scope.hasDirectEval = true;
      break;
    case 'TSInterfaceDeclaration':
    case 'TSTypeAliasDeclaration':
      return;
  }
  visitChildren(file, node, scope);
}

/** Visits all that a node holds. */
export function visitChildren(file: File, node: Node, scope: Scope): void {
  const keys = file.visitorKeys[node.type];
  if (keys === undefined) return;
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    if (types.has(key)) continue;
    const value = node[key];
    if (Array.isArray(value)) for (let j = 0; j < value.length; j++) visit(file, value[j], scope);
    else visit(file, value, scope);
  }
}

/** Names that are assigned to. */
function noteWrite(target: Node, scope: Scope): void {
  for (const name of boundNames(target)) scope.writes.add(name);
  if (target.type === 'MemberExpression' && target.object.name === 'arguments') scope.writes.add('arguments');
}

function visitClass(file: File, node: Node, scope: Scope): void {
  const { decorators, superClass, body } = node;
  for (const decorator of decorators ?? []) visit(file, decorator, scope);
  visit(file, superClass, scope);
  for (const member of body.body as Node[]) {
    for (const decorator of member.decorators ?? []) visit(file, decorator, scope);
    if (member.computed) visit(file, member.key, scope);
    const inside = new Scope('other', true);
    if (member.type === 'StaticBlock') for (const statement of member.body) visit(file, statement, inside);
    else if (member.type !== 'TSIndexSignature') visit(file, member.value, inside);
    inside.apply();
  }
}

/** A labelled `for await` is put into a `try` together with its labels, which it needs to keep. */
function visitLabeled(file: File, node: Node, scope: Scope): void {
  let { body } = node as unknown as { body: Node };
  while (body.type === 'LabeledStatement') body = body.body;
  if (body.type === 'ForOfStatement') visitForOf(file, body, scope, node.start);
  else visit(file, body, scope);
}
