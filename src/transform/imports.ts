// Dynamic import: the module is evaluated in the empty context.
import { after, before, type File } from './file.js';
import type { Node } from './node.js';
import type { Scope } from './scope.js';

export function visitImport(file: File, node: Node, scope: Scope): void {
  file.visitChildren(node, scope);
  const source: Node = node.source;
  const options: Node | null = node.options;
  const phase: string | null = node.phase;
  // `import.defer` evaluates the module at the first access to its namespace, and `import.source` never does.
  if (phase !== null) return;
  file.suspends = true;
  const last = (options && lastPart(options)) ?? lastPart(source);
  scope.edit(() => {
    const { names } = file;
    // Bundlers read the specifier in the parentheses, so the forms that they understand must stay.
    if (last === undefined) before(file, node.start, `${names.of('attach')}(${names.of('detach')}(),`);
    else {
      const [head, tail] = conversions[last.becomes];
      before(file, node.start, `${names.of('attach')}(`);
      before(file, last.node.start, `${names.of('detach')}(${head}`);
      after(file, last.node.end, `${tail})`);
    }
    after(file, node.end, ')');
  });
}

/** The code around a part of a specifier that converts the part in the importer's context, because a conversion may run code, and may throw. */
const conversions = { itself: ['', ''], 'a substitution': ['`${', '}`'], 'a summand': ['""+(', ')'] } as const;

interface Part {
  readonly node: Node;
  readonly becomes: keyof typeof conversions;
}

/** The part of an expression that is evaluated last and may run code of the importer. */
function lastPart(node: Node, becomes: Part['becomes'] = 'itself'): Part | undefined {
  switch (node.type) {
    case 'Literal':
      return undefined;
    case 'TemplateLiteral':
      return lastOf(node.expressions, 'a substitution');
    case 'ParenthesizedExpression':
      return lastPart(node.expression, becomes);
    case 'BinaryExpression':
      return isText(node) ? lastOf([node.left, node.right], 'a summand') : { node, becomes };
    case 'ObjectExpression':
      return lastOf(node.properties, becomes);
    case 'Property':
      // A method, or an accessor, is only created, not called.
      return node.computed || node.method || node.kind !== 'init' || node.shorthand ? undefined : lastPart(node.value, becomes);
    default:
      return { node, becomes };
  }
}

function lastOf(nodes: readonly Node[], becomes: Part['becomes']): Part | undefined {
  for (let i = nodes.length - 1; i >= 0; i--) {
    const found = lastPart(nodes[i]!, becomes);
    if (found) return found;
  }
  return undefined;
}

/** Whether the value of an expression is certainly a string. */
const isText = (node: Node): boolean =>
  node.type === 'TemplateLiteral' ||
  (node.type === 'Literal' && typeof node.value === 'string') ||
  (node.type === 'ParenthesizedExpression' && isText(node.expression)) ||
  (node.type === 'BinaryExpression' && node.operator === '+' && (isText(node.left) || isText(node.right)));
