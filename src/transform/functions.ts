// Functions: adds code around the body of a function that suspends.
import { eachChild } from './children.js';
import { after, before, type File } from './file.js';
import { boundNames, type Node } from './node.js';
import { captureInParameters, whyNotCapture } from './parameters.js';
import { Scope, type Kind } from './scope.js';
import { noteLastOf, noteTails, visitResult } from './suspensions.js';

const kindOf = (node: Node): Kind => (node.async ? (node.generator ? 'async generator' : 'async') : node.generator ? 'generator' : 'other');

export function visitFunction(file: File, node: Node, outer: Scope): void {
  const params: Node[] = node.params;
  const body: Node | null = node.body;
  const kind = kindOf(node);
  // The node of a method begins after the method's keywords, so a generator or an async method is visited in any case.
  if (body === null || (kind === 'other' && !file.words.mayMatter(node))) return;
  const statements: readonly Node[] | undefined = body.type === 'BlockStatement' ? body.body : undefined;
  const directives = statements?.filter(statement => typeof statement.directive === 'string') ?? [];
  const isEmpty = statements?.length === 0;
  const ownStrict = directives.find(({ directive }) => directive === 'use strict');
  const scope = new Scope(kind, outer.strict || ownStrict !== undefined);
  if (scope.kind === 'async') {
    if (statements === undefined) noteTails(body, scope);
    else noteLastOf(statements, scope);
  }
  for (const parameter of params) file.visit(parameter, scope);
  if (statements === undefined) {
    file.visit(body, scope);
    visitResult(file, body, body.start, scope);
  } else for (const statement of statements) file.visit(statement, scope);
  if (scope.kind.endsWith('generator') && !isEmpty) file.suspends = true;
  if (scope.activated && scope.kind.endsWith('generator') && !isEmpty) {
    const reason = whyNotCapture(node, outer, ownStrict);
    if (reason !== undefined) {
      scope.apply(false);
      return file.warn(reason, node);
    }
    // A 'use strict' directive is an error in a function with a rest pattern. It is not needed, because the code around is strict.
    if (ownStrict) scope.edit(() => file.text.update(ownStrict.start, ownStrict.end, ';'));
  }
  scope.apply();
  if (scope.activated && scope.isKept && !isEmpty) activate(file, node, scope, directives.at(-1));
}

/** Makes a function begin with an activation, and leave its context at the end. */
function activate(file: File, node: Node, scope: Scope, lastDirective: Node | undefined): void {
  const { names, code } = file;
  const params: Node[] = node.params;
  const body: Node = node.body;
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
  keepFunctions(file, body);
  after(file, body.end - 1, tail);
}

const declaresFunction = (body: Node, name: string): boolean =>
  (body.body ?? []).some((statement: Node) => statement.type === 'FunctionDeclaration' && statement.id.name === name);

/**
 * In the block of a `try`, a function declaration may not have the name of another one, or of a `var`; in the body of a function it may. Such a
 * declaration is turned into its equivalent: a variable whose value is the function from the beginning.
 */
function keepFunctions(file: File, block: Node): void {
  const { text } = file;
  const statements = (block.body as Node[]).filter(({ directive }) => typeof directive !== 'string');
  const functions = statements.filter(({ type }) => type === 'FunctionDeclaration');
  if (functions.length === 0) return;
  const names = functions.map(({ id }) => id.name as string);
  const variables = varNames(block);
  const leading = statements.findIndex(({ type }) => type !== 'FunctionDeclaration');
  const at = leading < 0 ? Infinity : statements[leading]!.start;
  for (const { start, end, id } of functions) {
    const { name } = id as { name: string };
    if (names.indexOf(name) === names.lastIndexOf(name) && !variables.has(name)) continue;
    before(file, start, `var ${name}=`);
    // An anonymous function gets the name of the variable, and has no inner binding of its own name.
    text.remove(id.start, id.end);
    after(file, end, ';');
    if (start > at) text.move(start, end, at);
  }
}

const hasOwnVariables = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression', 'ClassDeclaration', 'ClassExpression']);

/** The names of the variables that `var` declares in the body of a function. */
function varNames(body: Node): Set<string> {
  const names = new Set<string>();
  const look = (node: Node): void => {
    if (node.type === 'VariableDeclaration' && node.kind === 'var') {
      for (const { id } of node.declarations) for (const name of boundNames(id)) names.add(name);
    }
    if (!hasOwnVariables.has(node.type)) eachChild(node, look, undefined);
  };
  look(body);
  return names;
}
