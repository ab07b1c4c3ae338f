// Statements that run code after a suspension inside them: try, for-of, for-await.
import { after, before, type File } from './file.js';
import type { Node } from './node.js';
import type { Scope } from './scope.js';
import { constInstead, disposal } from './using.js';
import { enters, suspendsAt } from './suspensions.js';

export function visitTry(file: File, node: Node, scope: Scope): void {
  const block: Node = node.block;
  const handler: Node | null = node.handler;
  const finalizer: Node | null = node.finalizer;
  let { suspensions } = scope;
  scope.guards++;
  file.visit(block, scope);
  const inBlock = scope.suspensions > suspensions;
  if (finalizer === null) scope.guards--;
  if (handler !== null) {
    ({ suspensions } = scope);
    file.visit(handler.param, scope);
    file.visit(handler.body, scope);
    if (inBlock) scope.edit(() => enterHandler(file, handler, scope));
  }
  if (finalizer !== null) {
    const inside = inBlock || scope.suspensions > suspensions;
    scope.guards--;
    file.visit(finalizer, scope);
    if (inside) scope.edit(() => before(file, finalizer.start + 1, enters(file, scope)));
  }
}

/** Enters the context at the head of a `catch`, before a pattern in it, which may run code. */
function enterHandler(file: File, handler: Node, scope: Scope): void {
  const param: Node | null = handler.param;
  const body: Node = handler.body;
  if (param === null || param.type === 'Identifier') before(file, body.start + 1, enters(file, scope));
  else {
    const caught = file.names.fresh();
    // In a block around the body, so that the pattern cannot see names of the body.
    moveInto(file, param, body.start, caught, `{${enters(file, scope)}let `, `=${caught};`);
    after(file, body.end, '}');
  }
}

/** Moves the target of a binding or an assignment into a body, and puts a variable in its place. */
function moveInto(file: File, target: Node, to: number, variable: string, head: string, tail: string): void {
  after(file, target.start, variable);
  before(file, target.start, head);
  after(file, target.end, tail);
  file.text.move(target.start, target.end, to);
}

/** @param start - The offset where the statement starts, including its labels. */
export function visitForOf(file: File, node: Node, scope: Scope, start = node.start): void {
  const left: Node = node.left;
  const right: Node = node.right;
  const body: Node = node.body;
  file.visit(right, scope);
  const { suspensions } = scope;
  scope.guards++;
  // A resource in the head is disposed of at the end of each iteration.
  if (left.kind === 'await using') suspendsAt(file, scope);
  if (left.kind !== 'await using' && left.kind !== 'using') file.visit(left, scope);
  file.visit(body, scope);
  scope.guards--;
  if (node.await) suspendsAt(file, scope);
  if (scope.suspensions > suspensions && scope.isKept) {
    scope.edit(() => {
      enterInBody(file, node, scope);
      if (node.await && scope.kind !== 'module') delegate(file, node, scope, start);
    });
  }
}

/** Makes the body of a loop run in the context, from the binding of the iterator's value to the closing of the iterator. */
function enterInBody(file: File, node: Node, scope: Scope): void {
  const left: Node = node.left;
  const body: Node = node.body;
  const enter = enters(file, scope);
  const isDeclaration = left.type === 'VariableDeclaration';
  const target: Node = isDeclaration ? left.declarations[0].id : left;
  const isResource = left.kind === 'await using' && scope.kind !== 'module';
  if (!isResource && (!node.await || target.type === 'Identifier')) {
    // In `for await`, the wrapped iterator closes the original one in the context.
    if (node.await) bracket(file, body, enter, '');
    else bracket(file, body, 'try{', `}finally{${enter}}`);
    return;
  }
  const value = file.names.fresh();
  let tail = isDeclaration ? `=${value};` : `=${value});`;
  if (isResource) {
    constInstead(file, left);
    tail += `${disposal(file, target.name)};`;
  }
  // In a block around the body, so that names of the body may hide those of the head.
  const head = `{${node.await ? enter : ''}${isResource ? 'try{' : ''}${isDeclaration ? '' : '('}`;
  moveInto(file, left, body.start, `const ${value} `, head, tail);
  after(file, body.end, isResource ? `}finally{${enter}}}` : '}');
}

/** Puts text at the beginning and the end of a statement's block. A statement without a block gets one. */
function bracket(file: File, body: Node, head: string, tail: string): void {
  if (body.type === 'BlockStatement') {
    before(file, body.start + 1, head);
    after(file, body.end - 1, tail);
  } else {
    before(file, body.start, `{${head}`);
    after(file, body.end, `${tail}}`);
  }
}

/**
 * Wraps the iterator of a `for await`. The engine calls the iterator and awaits its results by itself, so the wrapped iterator leaves the context after
 * each call. The loop may end right after its iterator was closed, so a `finally` enters the context again.
 */
function delegate(file: File, { right, end }: Node, scope: Scope, start: number): void {
  const { names } = file;
  before(file, right.start, ` ${names.of('delegateToAsync')}(${names.activation},`);
  after(file, right.end, ')');
  before(file, start, 'try{');
  after(file, end, `}finally{${enters(file, scope)}}`);
}
