// Generators that Babel is to lower: some of its plugins move a pattern out of the parameters into the body, which runs only when the first value is asked for.

type Node = Record<string, any>;
/** Babel's path of a function, and its builders, as far as they are used. */
export interface FunctionPath {
  readonly node: Node;
  readonly scope: { generateUidIdentifier(name: string): Node; crawl(): void };
  get(key: string): { readonly node: Node; arrowFunctionToExpression(): void };
}
export interface Types {
  getBindingIdentifiers(nodes: readonly Node[]): Record<string, Node>;
  identifier(name: string): Node;
  restElement(argument: Node): Node;
  variableDeclarator(id: Node, init: Node): Node;
  variableDeclaration(kind: string, declarations: readonly Node[]): Node;
  arrowFunctionExpression(params: readonly Node[], body: Node): Node;
  callExpression(callee: Node, args: readonly Node[]): Node;
  returnStatement(argument: Node): Node;
  blockStatement(body: readonly Node[]): Node;
}

/** The plugins that do, by their names. */
export const movers: ReadonlySet<string> = new Set(['transform-parameters', 'transform-object-rest-spread', 'proposal-object-rest-spread']);

/**
 * Makes a generator with a pattern as its rest parameter a function that evaluates the pattern and returns a generator, as Babel does with other parameters.
 * Whatever becomes of the parameters then, it is evaluated by the call.
 */
export function evaluateAtCall(path: FunctionPath, types: Types): void {
  const { node, scope } = path;
  const rest: Node | undefined = node.params.at(-1);
  if (!node.generator || rest?.type !== 'RestElement' || rest.argument.type === 'Identifier') return;
  const names = Object.keys(types.getBindingIdentifiers(node.params));
  const identifiers = () => names.map(name => types.identifier(name));
  const all = scope.generateUidIdentifier('rest');
  const { async: isAsync, start, end, loc } = node;
  const declaration = types.variableDeclaration('var', [types.variableDeclarator(rest.argument, all)]);
  node.params[node.params.length - 1] = types.restElement(all);
  // An arrow at first, which Babel makes a function with the `this`, `super`, `arguments` and `new.target` of the one around.
  const call = types.callExpression(types.arrowFunctionExpression(identifiers(), node.body), identifiers());
  node.body = types.blockStatement([declaration, types.returnStatement(call)]);
  node.generator = node.async = false;
  scope.crawl();
  const inner = path.get('body.body.1.argument.callee');
  inner.arrowFunctionToExpression();
  Object.assign(inner.node, { generator: true, async: isAsync, start, end, loc });
}
