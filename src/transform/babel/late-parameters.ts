// Generators whose parameters Babel lowers. Babel moves the pattern of a rest parameter into the body, which runs only when the first value is requested.

type Node = Record<string, any>;
/** The parts of Babel's path of a function that are used. */
interface FunctionPath {
  readonly node: Node;
  readonly scope: {
    readonly bindings: Readonly<Record<string, { readonly constantViolations: readonly { readonly type: string | null }[] } | undefined>>;
    generateUidIdentifier(name: string): Node;
    crawl(): void;
  };
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

/** Whether a pattern contains an object pattern with a rest element. */
const hasObjectRest = (pattern: Node | null): boolean => {
  if (pattern?.type === 'ObjectPattern') return pattern.properties.some(({ type, value }: Node) => type === 'RestElement' || hasObjectRest(value));
  if (pattern?.type === 'ArrayPattern') return pattern.elements.some(hasObjectRest);
  return pattern?.type === 'RestElement' ? hasObjectRest(pattern.argument) : pattern?.type === 'AssignmentPattern' && hasObjectRest(pattern.left);
};

/**
 * Returns a visitor that changes the generators which need it; `undefined` if no plugin lowers parameters.
 *
 * @param names - The names of Babel's plugins.
 */
export function visitorFor(names: readonly (string | undefined)[], types: Types): object | undefined {
  const moves = names.includes('transform-parameters');
  // These plugins cannot lower a pattern in a rest parameter.
  const fails = names.includes('transform-object-rest-spread') || names.includes('proposal-object-rest-spread');
  if (!moves && !fails) return undefined;
  return {
    Function(path: FunctionPath) {
      const { params, generator } = path.node;
      const rest: Node | undefined = params.at(-1);
      if (!generator || rest?.type !== 'RestElement' || rest.argument.type === 'Identifier') return;
      if (moves || hasObjectRest(rest.argument)) evaluateAtCall(path, types);
    },
  };
}

/**
 * Turns a generator whose rest parameter is a pattern into a function that evaluates the pattern and returns a generator, as Babel does with other
 * parameters. So the pattern is evaluated at the call, however the parameters are lowered.
 */
function evaluateAtCall(path: FunctionPath, types: Types): void {
  const { node, scope } = path;
  const rest: Node = node.params.at(-1);
  // Names that the body declares again are variables of the body, whose first values are those of the parameters.
  const isDeclaredAgain = (name: string) =>
    scope.bindings[name]?.constantViolations.some(({ type }) => type === 'VariableDeclarator' || type === 'FunctionDeclaration');
  const names = Object.keys(types.getBindingIdentifiers(node.params)).filter(isDeclaredAgain);
  const identifiers = () => names.map(name => types.identifier(name));
  const all = scope.generateUidIdentifier('rest');
  const { async: isAsync, start, end, loc } = node;
  const declaration = types.variableDeclaration('var', [types.variableDeclarator(rest.argument, all)]);
  node.params[node.params.length - 1] = types.restElement(all);
  // First an arrow function, which Babel turns into a function with the `this`, `super`, `arguments` and `new.target` of the function around it.
  const call = types.callExpression(types.arrowFunctionExpression(identifiers(), node.body), identifiers());
  node.body = types.blockStatement([declaration, types.returnStatement(call)]);
  node.generator = node.async = false;
  scope.crawl();
  const inner = path.get('body.body.1.argument.callee');
  inner.arrowFunctionToExpression();
  Object.assign(inner.node, { generator: true, async: isAsync, start, end, loc });
}
