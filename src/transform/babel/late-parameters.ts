// Generators whose parameters Babel lowers: it moves the pattern of a rest parameter into the body, which runs only when the first value is asked for.

type Node = Record<string, any>;
/** Babel's path of a function, and its builders, as far as they are used. */
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

/** Whether there is a rest among properties in a pattern. */
const hasObjectRest = (pattern: Node | null): boolean => {
  if (pattern?.type === 'ObjectPattern') return pattern.properties.some(({ type, value }: Node) => type === 'RestElement' || hasObjectRest(value));
  if (pattern?.type === 'ArrayPattern') return pattern.elements.some(hasObjectRest);
  return pattern?.type === 'RestElement' ? hasObjectRest(pattern.argument) : pattern?.type === 'AssignmentPattern' && hasObjectRest(pattern.left);
};

/**
 * The visitor that changes functions, if any need it, where Babel has these plugins.
 *
 * @param names - The names of the plugins.
 */
export function visitorFor(names: readonly (string | undefined)[], types: Types): object | undefined {
  const moves = names.includes('transform-parameters');
  // It cannot lower what is in a rest parameter.
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
 * Makes a generator with a pattern as its rest parameter a function that evaluates the pattern and returns a generator, as Babel does with other parameters.
 * Whatever becomes of the parameters then, it is evaluated by the call.
 */
function evaluateAtCall(path: FunctionPath, types: Types): void {
  const { node, scope } = path;
  const rest: Node = node.params.at(-1);
  // Names that the body declares again are variables of its own, which begin with the values of the parameters.
  const isDeclaredAgain = (name: string) =>
    scope.bindings[name]?.constantViolations.some(({ type }) => type === 'VariableDeclarator' || type === 'FunctionDeclaration');
  const names = Object.keys(types.getBindingIdentifiers(node.params)).filter(isDeclaredAgain);
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
