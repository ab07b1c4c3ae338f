// Functions: what is put around the body of one that suspends.
import { after, before, type File } from './file.js';
import { boundNames, type Node } from './node.js';
import { captureInParameters, whyNotCapture } from './parameters.js';
import { Scope, type Kind } from './scope.js';
import { noteLastOf, noteTails, visitResult } from './suspensions.js';

const kindOf = (node: Node): Kind =>
  node.async ? (node.generator ? 'async generator' : 'async') : node.generator ? 'generator' : 'other';

export function visitFunction(file: File, node: Node, outer: Scope): void {
  const { params, body } = node as unknown as { params: Node[]; body: Node | null };
  if (body === null) return;
  const statements: readonly Node[] | undefined = body.type === 'BlockStatement' ? body.body : undefined;
  const directives = statements?.filter(statement => typeof statement.directive === 'string') ?? [];
  const isEmpty = statements?.length === 0;
  const ownStrict = directives.find(({ directive }) => directive === 'use strict');
  const scope = new Scope(kindOf(node), outer.strict || ownStrict !== undefined);
  if (scope.kind === 'async') {
    if (statements === undefined) noteTails(body, scope);
    else noteLastOf(statements, scope);
  }
  for (const parameter of params) file.visit(parameter, scope);
  if (statements === undefined) {
    file.visit(body, scope);
    visitResult(file, body, body.start, scope);
  } else for (const statement of statements) file.visit(statement, scope);
  pass(scope, outer, node.type === 'ArrowFunctionExpression');
  if (scope.kind.endsWith('generator') && !isEmpty) file.suspends = true;
  if (scope.activated && scope.kind.endsWith('generator') && !isEmpty) {
    const reason = whyNotCapture(params, scope, outer, ownStrict);
    if (reason !== undefined) {
      scope.apply(false);
      return file.warn(reason, node);
    }
    // With parameters that capture, a directive is an error; what is around has one already.
    if (ownStrict) scope.edit(() => file.text.update(ownStrict.start, ownStrict.end, ';'));
  }
  scope.apply();
  if (scope.activated && scope.isKept && !isEmpty) activate(file, node, scope, directives.at(-1));
}

/** What a function around has to know of one in it: an arrow function has its arguments. */
function pass(inner: Scope, outer: Scope, isArrow: boolean): void {
  for (const name of inner.writes) outer.writes.add(name);
  if (!isArrow) return;
  outer.usesArguments ||= inner.usesArguments;
  outer.hasDirectEval ||= inner.hasDirectEval;
}

/** Has a function begin with an activation, and end by leaving its context. */
function activate(file: File, node: Node, scope: Scope, lastDirective: Node | undefined): void {
  const { names, code } = file;
  const { params, body } = node as unknown as { params: Node[]; body: Node };
  const { activation } = names;
  const tail = `}finally{${names.of('leave')}(${activation})}`;
  let head = `var ${activation}=${scope.kind === 'async' ? `${names.of('call')}()` : ''};`;
  if (scope.kind !== 'async') {
    const rest = captureInParameters(file, node, params);
    const array = rest !== undefined && !declaresFunction(body, rest) ? `${rest}=${names.of('toArray')}(${rest});` : '';
    head = `${array}${names.of('enter')}(${activation});`;
  }
  if (body.type !== 'BlockStatement') {
    before(file, body.start, `{${head}try{return `);
    after(file, body.end, `${tail}}`);
    return;
  }
  const start = lastDirective?.end ?? body.start + 1;
  if (lastDirective && !code.slice(lastDirective.start, start).endsWith(';')) after(file, start, ';');
  after(file, start, `${head}try{`);
  keepFunctions(file, body, scope);
  after(file, body.end - 1, tail);
}

const declaresFunction = (body: Node, name: string): boolean =>
  (body.body ?? []).some((statement: Node) => statement.type === 'FunctionDeclaration' && statement.id.name === name);

/**
 * In the block of a `try`, a function declaration may not have the name of another, nor that of a `var`, which it may in the body of a function.
 * One that has becomes what it is there: a variable with a function from the start.
 */
function keepFunctions(file: File, { body }: Node, scope: Scope): void {
  const { text } = file;
  const statements = (body as Node[]).filter(({ directive }) => typeof directive !== 'string');
  const functions = statements.filter(({ type }) => type === 'FunctionDeclaration');
  const names = functions.map(({ id }) => id.name as string);
  const leading = statements.findIndex(({ type }) => type !== 'FunctionDeclaration');
  const at = leading < 0 ? Infinity : statements[leading]!.start;
  for (const { start, end, id } of functions) {
    const { name } = id as { name: string };
    if (names.indexOf(name) === names.lastIndexOf(name) && !scope.varNames.has(name)) continue;
    before(file, start, `var ${name}=`);
    // Anonymous, it is called like the variable, and knows itself by nothing else.
    text.remove(id.start, id.end);
    after(file, end, ';');
    if (start > at) text.move(start, end, at);
  }
}

/** Notes the names of `var` declarations, which belong to the function they stand in. */
export function noteVars(declaration: Node, scope: Scope): void {
  if (declaration.kind !== 'var') return;
  for (const { id } of declaration.declarations)
    for (const name of boundNames(id)) {
    scope.varNames.add(name);
    if (!scope.strict) scope.writes.add(name);
  }
}
