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
    if (reason !== undefined) return file.warn(reason, node);
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
  const at = keepFunctions(file, body, scope, start);
  before(file, at, `${head}try{`);
  after(file, body.end - 1, tail);
}

const declaresFunction = (body: Node, name: string): boolean =>
  (body.body ?? []).some((statement: Node) => statement.type === 'FunctionDeclaration' && statement.id.name === name);

/**
 * In the block of a `try`, a function declaration is not what it is in the body of a function: it may not have the name of another, and in
 * sloppy code other rules hold for it. Where that matters, those of the body are put before.
 *
 * @returns Where the `try` begins.
 */
function keepFunctions(file: File, body: Node, scope: Scope, start: number): number {
  const functions: Node[] = body.body.filter((statement: Node) => statement.type === 'FunctionDeclaration');
  const names = functions.map(({ id }) => id.name as string);
  const clash = new Set(names).size < names.length || names.some(name => scope.varNames.has(name));
  if (functions.length === 0 || (scope.strict && !clash)) return start;
  let at = start;
  for (const statement of body.body as Node[]) {
    if (typeof statement.directive === 'string') continue;
    if (statement.type !== 'FunctionDeclaration') break;
    at = statement.end;
  }
  for (const { start: from, end } of functions) if (from >= at) file.text.move(from, end, at);
  return at;
}

/** Notes the names of `var` declarations, which belong to the function they stand in. */
export function noteVars(declaration: Node, scope: Scope): void {
  if (declaration.kind !== 'var') return;
  for (const { id } of declaration.declarations) for (const name of boundNames(id)) scope.varNames.add(name);
}
