// Await, yield and return: the places where a function suspends, or ends.
import { after, before, endStatement, find, type File } from './file.js';
import { bare, mayBeThenable, type Node } from './node.js';
import type { Scope } from './scope.js';

/** Records that a scope suspends here, and continues in its context. */
export function suspendsAt(file: File, scope: Scope): void {
  file.suspends = true;
  scope.suspensions++;
  scope.activated = true;
}

/** The code that makes a scope's context current again, if it is not current. */
export function enters(file: File, scope: Scope): string {
  const { names } = file;
  return scope.kind === 'module' ? `${names.of('reset')}();` : `${names.of('enter')}(${names.activation});`;
}

export function visitAwait(file: File, node: Node, scope: Scope): void {
  const { names } = file;
  file.visit(node.argument, scope);
  if (scope.tails.has(node)) {
    file.suspends = true;
    // Only at the end of the function it is known whether there is an activation.
    scope.edit(() => {
      endStatement(file, node.end, 'unary expression');
      before(file, node.start + 5, scope.activated ? ` ${names.of('pass')}(${names.activation},` : ` ${names.of('thenable')}(`);
      after(file, node.end, ')');
    });
    return;
  }
  suspendsAt(file, scope);
  scope.edit(() => {
    if (scope.kind === 'module') {
      endStatement(file, node.end, 'unary expression');
      before(file, node.start, `${names.of('reset')}(`);
      after(file, node.end, ')');
    } else wrap(file, node, node.start + 5, names.of('suspend'));
  });
}

/** `enter(activation, await around(activation, …))` */
function wrap(file: File, node: Node, operandStart: number, around: string): void {
  const { activation } = file.names;
  endStatement(file, node.end, node.type === 'AwaitExpression' ? 'unary expression' : 'expression');
  before(file, node.start, `${file.names.of('enter')}(${activation},`);
  if (node.argument) {
    before(file, operandStart, ` ${around}(${activation},`);
    after(file, node.end, '))');
  } else after(file, node.end, ` ${around}(${activation}))`);
}

export function visitYield(file: File, node: Node, scope: Scope): void {
  const { names } = file;
  file.visit(node.argument, scope);
  suspendsAt(file, scope);
  scope.edit(() => {
    // A sync generator's yielded value is not awaited, so thenables need not be tied.
    if (!node.delegate) wrap(file, node, node.start + 5, names.of(scope.kind === 'generator' ? 'leave' : 'pass'));
    else {
      const around = names.of(scope.kind === 'generator' ? 'delegateTo' : 'delegateToAsync');
      wrap(file, node, find(file.code, node.start + 5, '*') + 1, around);
    }
  });
}

/** Records the awaits in an expression after which the value is only returned. */
export function noteTails(expression: Node, scope: Scope): void {
  const node = bare(expression);
  switch (node.type) {
    case 'AwaitExpression':
      scope.tails.add(node);
      break;
    case 'ConditionalExpression':
      noteTails(node.consequent, scope);
      noteTails(node.alternate, scope);
      break;
    case 'LogicalExpression':
      noteTails(node.right, scope);
      break;
    case 'SequenceExpression':
      noteTails(node.expressions.at(-1), scope);
      break;
  }
}

/** Records the awaits after which the body of a function ends. With resources to dispose of, there are none. */
export function noteLastOf(statements: readonly Node[], scope: Scope): void {
  if (!statements.some(({ kind }) => kind === 'using' || kind === 'await using')) noteLast(statements.at(-1), scope);
}

function noteLast(statement: Node | null | undefined, scope: Scope): void {
  switch (statement?.type) {
    case 'ExpressionStatement':
      noteTails(statement.expression, scope);
      break;
    case 'BlockStatement':
      noteLastOf(statement.body, scope);
      break;
    case 'IfStatement':
      noteLast(statement.consequent, scope);
      noteLast(statement.alternate, scope);
      break;
  }
}

export function visitReturn(file: File, node: Node, scope: Scope): void {
  const argument: Node | null = node.argument;
  if (argument === null) return;
  if (scope.kind === 'async' && scope.guards === 0) noteTails(argument, scope);
  file.visit(argument, scope);
  visitResult(file, argument, node.start + 6, scope);
}

/** Adds the edits for the return value of an async function, or of an async generator, which awaits the value. */
export function visitResult(file: File, argument: Node, start: number, scope: Scope): void {
  const { names } = file;
  const isAwaited = scope.kind === 'async generator';
  if (isAwaited) suspendsAt(file, scope);
  else if (scope.kind !== 'async' || !mayBeThenable(argument)) return;
  else if (file.reacts) file.suspends = true;
  scope.edit(() => {
    // `thenable` does not leave the context, because code that the function runs before it ends, such as a `finally`, needs the context.
    const call = isAwaited ? `${names.of('pass')}(${names.activation},` : `${names.of('thenable')}(`;
    endStatement(file, argument.end, 'expression');
    const isSequence = argument.type === 'SequenceExpression';
    before(file, start, ` ${call}${isSequence ? '(' : ''}`);
    after(file, argument.end, isSequence ? '))' : ')');
  });
}
