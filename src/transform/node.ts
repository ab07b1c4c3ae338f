// The part of the syntax tree that the transform uses: ESTree, with the nodes of TypeScript and JSX.

/** A node. Its other properties depend on its type. */
export interface Node {
  readonly type: string;
  /** Offsets in the source, in UTF-16 code units. */
  readonly start: number;
  readonly end: number;
  readonly [key: string]: any;
}

/** An expression without the parentheses and the types around it. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
    case 'TSTypeAssertion':
      return bare(node.expression);
    default:
      return node;
  }
}

/** The names that a pattern binds. */
export function* boundNames(pattern: Node | null): Generator<string> {
  switch (pattern?.type) {
    case 'Identifier':
      yield pattern.name;
      break;
    case 'AssignmentPattern':
      yield* boundNames(pattern.left);
      break;
    case 'RestElement':
      yield* boundNames(pattern.argument);
      break;
    case 'ArrayPattern':
      for (const element of pattern.elements) yield* boundNames(element);
      break;
    case 'ObjectPattern':
      for (const property of pattern.properties) yield* boundNames(property.type === 'RestElement' ? property : property.value);
      break;
  }
}

/** Whether the value of an expression may be a thenable, so that a promise resolved with it would call its `then`. */
export function mayBeThenable(expression: Node): boolean {
  const node = bare(expression);
  switch (node.type) {
    case 'Literal':
    case 'TemplateLiteral':
    case 'BinaryExpression':
    case 'UnaryExpression':
    case 'UpdateExpression':
    case 'ArrayExpression':
    case 'ArrowFunctionExpression':
    case 'FunctionExpression':
    case 'JSXElement':
    case 'JSXFragment':
    // A promise is never fulfilled with a promise.
    case 'AwaitExpression':
      return false;
    case 'Identifier':
      return node.name !== 'undefined';
    case 'ObjectExpression':
      return node.properties.some(
        (property: Node) => property.type === 'SpreadElement' || property.computed || (property.key.name ?? property.key.value) === 'then',
      );
    case 'ConditionalExpression':
      return mayBeThenable(node.consequent) || mayBeThenable(node.alternate);
    case 'LogicalExpression':
      return mayBeThenable(node.left) || mayBeThenable(node.right);
    case 'SequenceExpression':
      return mayBeThenable(node.expressions.at(-1));
    case 'AssignmentExpression':
      return node.operator !== '=' || mayBeThenable(node.right);
    default:
      return true;
  }
}
