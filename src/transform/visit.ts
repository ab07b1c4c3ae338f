// Walks over a file's syntax and notes what is to be changed in each scope.
import { visitBlock, visitDeclaration, visitFor } from './disposal.js';
import type { File } from './file.js';
import { visitFunction } from './functions.js';
import { visitImport } from './imports.js';
import { visitForOf, visitTry } from './statements.js';
import { boundNames, type Node } from './node.js';
import { visitCall } from './reactions.js';
import { Scope } from './scope.js';
import { visitAwait, visitReturn, visitYield } from './suspensions.js';

type VisitorKeys = Readonly<Record<string, readonly string[] | undefined>>;

/** What never holds code that runs. */
const types = new Set(['typeAnnotation', 'returnType', 'typeParameters', 'typeArguments', 'superTypeArguments', 'implements']);

/** Makes the functions that visit a file's nodes. */
export function createVisitor(getFile: () => File, visitorKeys: VisitorKeys): Pick<File, 'visit' | 'visitChildren'> {
  function visitChildren(node: Node, scope: Scope): void {
    const keys = visitorKeys[node.type];
    if (keys === undefined) return;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (types.has(key)) continue;
      const value = node[key];
      if (Array.isArray(value)) for (let j = 0; j < value.length; j++) visit(value[j], scope);
      else visit(value, scope);
    }
  }
  function visit(node: Node | null | undefined, scope: Scope): void {
    if (!node) return;
    const special = visitors[node.type];
    if (special) special(getFile(), node, scope);
    else visitChildren(node, scope);
  }
  return { visit, visitChildren };
}

/** Names that are assigned to, which in strict code means nothing to anybody's arguments. */
function noteWrite(target: Node, scope: Scope): void {
  if (scope.strict) return;
  for (const name of boundNames(target)) scope.writes.add(name);
  if (target.type === 'MemberExpression' && target.object.name === 'arguments') scope.writes.add('arguments');
}

function visitClass(file: File, node: Node, scope: Scope): void {
  const { decorators, superClass, body } = node;
  for (const decorator of decorators ?? []) file.visit(decorator, scope);
  file.visit(superClass, scope);
  for (const member of body.body as Node[]) {
    for (const decorator of member.decorators ?? []) file.visit(decorator, scope);
    if (member.computed) file.visit(member.key, scope);
    const inside = new Scope('other', true);
    if (member.type === 'StaticBlock') for (const statement of member.body) file.visit(statement, inside);
    else if (member.type !== 'TSIndexSignature') file.visit(member.value, inside);
    inside.apply();
  }
}

/** A labelled loop is put into something together with its labels, which it needs to keep. */
function visitLabeled(file: File, node: Node, scope: Scope): void {
  let { body } = node as unknown as { body: Node };
  while (body.type === 'LabeledStatement') body = body.body;
  if (body.type === 'ForOfStatement') visitForOf(file, body, scope, node.start);
  else if (body.type === 'ForStatement') visitFor(file, body, scope, node.start);
  else file.visit(body, scope);
}

/** What is done for each type of node that means something here. */
const visitors: Readonly<Record<string, ((file: File, node: Node, scope: Scope) => void) | undefined>> = {
  __proto__: null as never,
  FunctionDeclaration: visitFunction,
  FunctionExpression: visitFunction,
  ArrowFunctionExpression: visitFunction,
  ClassDeclaration: visitClass,
  ClassExpression: visitClass,
  AwaitExpression: visitAwait,
  YieldExpression: visitYield,
  ReturnStatement: visitReturn,
  TryStatement: visitTry,
  ForInStatement(file, node, scope) {
    noteWrite(node.left, scope);
    file.visitChildren(node, scope);
  },
  ForOfStatement(file, node, scope) {
    noteWrite(node.left, scope);
    visitForOf(file, node, scope);
  },
  ForStatement: visitFor,
  LabeledStatement: visitLabeled,
  ImportExpression: visitImport,
  VariableDeclaration: visitDeclaration,
  BlockStatement: visitBlock,
  Identifier(_file, { name }, scope) {
    if (name === 'arguments') scope.usesArguments = true;
  },
  AssignmentExpression(file, node, scope) {
    noteWrite(node.left, scope);
    file.visitChildren(node, scope);
  },
  UpdateExpression(file, node, scope) {
    noteWrite(node.argument, scope);
    file.visitChildren(node, scope);
  },
  CallExpression(file, node, scope) {
    if (node.callee.type === 'Identifier' && node.callee.name === 'eval') scope.hasDirectEval = true;
    visitCall(file, node, scope);
  },
  Decorator(file, { expression }, scope) {
    // Only a call of a member may stand there, of nothing that is called itself.
    if (expression.type === 'CallExpression') file.visitChildren(expression, scope);
    else file.visit(expression, scope);
  },
  TSInterfaceDeclaration() {},
  TSTypeAliasDeclaration() {},
};
