// Resources of `using` and `await using`, of which the engine disposes when a block ends, however it ends.
import { after, before, endStatement, find, type File } from './file.js';
import type { Node } from './node.js';
import type { Scope } from './scope.js';
import { enters, suspendsAt } from './suspensions.js';

/** Whether a scope must be in its context when resources are disposed of. A module is in no context. */
const isKept = ({ kind }: Scope): boolean => kind !== 'other' && kind !== 'module';

export function visitDeclaration(file: File, node: Node, scope: Scope): void {
  file.visitChildren(node, scope);
  if (!isKept(scope)) {
    if (node.kind === 'await using') file.suspends = true;
  } else if (node.kind === 'using') {
    scope.guards++;
    scope.edit(() => scope.activated && enterBeforeEach(file, node));
  } else if (node.kind === 'await using') {
    scope.guards++;
    suspendsAt(file, scope);
    scope.edit(() => disposeInContext(file, node));
  }
}

/** Adds a resource after each resource. It is disposed of first, and enters the context. */
function enterBeforeEach(file: File, node: Node): void {
  const { names } = file;
  endStatement(file, node.end, 'expression');
  for (const { end } of node.declarations as Node[]) after(file, end, `,${names.fresh()}=${names.of('enterFirst')}(${names.activation})`);
}

/** `const resource = …; await using …` */
function disposeInContext(file: File, node: Node): void {
  const { code, text } = file;
  const declarations: readonly Node[] = node.declarations;
  constInstead(file, node);
  endStatement(file, node.end, 'expression');
  for (const [i, { id, end }] of declarations.entries()) {
    after(file, end, `;${disposal(file, id.name)}`);
    if (i < declarations.length - 1) {
      const comma = find(code, end, ',');
      text.update(comma, comma + 1, ';const ');
    }
  }
}

/** Turns a declaration of resources into one of constants. */
export function constInstead({ code, text }: File, node: Node): void {
  text.update(node.start, find(code, node.start + 5, 'using') + 5, 'const');
}

/** The declarations that dispose of a resource in the context, and let the engine await outside of it. */
export function disposal({ names }: File, resource: string): string {
  const { activation } = names;
  return (
    `await using ${names.fresh()}=${names.of('disposeIn')}(${activation},${resource});` + `using ${names.fresh()}=${names.of('leaveFirst')}(${activation})`
  );
}

const isAwaitUsing = (statement: Node): boolean => statement.type === 'VariableDeclaration' && statement.kind === 'await using';

/** Enters the context at the end of a block with `await using`, because the function is outside of its context there. */
export function visitBlock(file: File, node: Node, scope: Scope): void {
  const { guards } = scope;
  file.visitChildren(node, scope);
  scope.guards = guards;
  if (!isKept(scope) || !(node.body as Node[]).some(isAwaitUsing)) return;
  scope.edit(() => {
    before(file, node.start + 1, 'try{');
    after(file, node.end - 1, `}finally{${enters(file, scope)}}`);
  });
}

/**
 * Moves a resource that lives as long as a loop into a block around the loop.
 *
 * @param start - The offset where the statement starts, including its labels.
 */
export function visitFor(file: File, node: Node, scope: Scope, start = node.start): void {
  const { guards } = scope;
  file.visitChildren(node, scope);
  scope.guards = guards;
  const init: Node | null = node.init;
  if (!isKept(scope) || !init || !isAwaitUsing(init)) return;
  scope.edit(() => {
    before(file, init.start, '{try{');
    after(file, init.end, ';');
    file.text.move(init.start, init.end, start);
    after(file, node.end, `}finally{${enters(file, scope)}}}`);
  });
}
