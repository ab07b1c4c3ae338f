// Walks over a file's syntax and records the edits of each scope.
import { eachChild } from './children.js';
import { visitBlock, visitDeclaration, visitFor } from './using.js';
import type { File } from './file.js';
import { visitFunction } from './functions.js';
import { visitImport } from './imports.js';
import { visitForOf, visitTry } from './statements.js';
import type { Node } from './node.js';
import { visitCall } from './reaction-calls.js';
import { Scope } from './scope.js';
import { visitAwait, visitReturn, visitYield } from './suspensions.js';

/**
 * The types of nodes that are visited even if their text has none of the words: syntax that belongs to such a node may stand before it, as the keywords of
 * a method, and the decorators of an exported class.
 */
const reachesOut = new Set(['FunctionExpression', 'ClassDeclaration', 'ExportNamedDeclaration', 'ExportDefaultDeclaration']);

/** Makes the functions that visit a file's nodes. */
export function createVisitor(getFile: () => File): Pick<File, 'visit' | 'visitChildren'> {
  function visit(node: Node | null | undefined, scope: Scope): void {
    if (!node) return;
    const file = getFile();
    if (!isOfInterest(file, node, scope)) return;
    const special = visitors[node.type];
    if (special) special(file, node, scope);
    else eachChild(node, visit, scope);
  }
  return { visit, visitChildren: (node, scope) => eachChild(node, visit, scope) };
}

/** Whether a node may need an edit, or cause one around it. */
function isOfInterest({ words }: File, node: Node, scope: Scope): boolean {
  // The result of an async function may be a thenable.
  return words.mayMatter(node) || (scope.isAsync && words.mayReturn(node)) || reachesOut.has(node.type);
}

function visitClass(file: File, node: Node, scope: Scope): void {
  const { decorators, superClass, body } = node;
  for (const decorator of decorators ?? []) file.visit(decorator, scope);
  file.visit(superClass, scope);
  for (const member of body.body as Node[]) {
    if (!file.words.mayMatter(member)) continue;
    for (const decorator of member.decorators ?? []) file.visit(decorator, scope);
    if (member.computed) file.visit(member.key, scope);
    const inside = new Scope('other', true);
    if (member.type === 'StaticBlock') for (const statement of member.body) file.visit(statement, inside);
    else if (member.type !== 'TSIndexSignature') file.visit(member.value, inside);
    inside.apply();
  }
}

/** A loop keeps its labels when it is put into a block. */
function visitLabeled(file: File, node: Node, scope: Scope): void {
  let body: Node = node.body;
  while (body.type === 'LabeledStatement') body = body.body;
  if (body.type === 'ForOfStatement') visitForOf(file, body, scope, node.start);
  else if (body.type === 'ForStatement') visitFor(file, body, scope, node.start);
  else file.visit(body, scope);
}

/** The visitors of node types that need more than a visit of their children. */
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
  ForOfStatement: visitForOf,
  ForStatement: visitFor,
  LabeledStatement: visitLabeled,
  ImportExpression: visitImport,
  VariableDeclaration: visitDeclaration,
  BlockStatement: visitBlock,
  CallExpression: visitCall,
  Decorator(file, { expression }, scope) {
    // A decorator may be a call of a member, but its receiver may not be replaced by a call.
    if (expression.type === 'CallExpression') file.visitChildren(expression, scope);
    else file.visit(expression, scope);
  },
  TSInterfaceDeclaration() {},
  TSTypeAliasDeclaration() {},
};
