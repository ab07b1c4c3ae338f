// The arguments object of a sloppy function: what can make it follow the parameters.
import { eachChild } from './children.js';
import { boundNames, type Node } from './node.js';

/** Where a node is. */
interface Place {
  /** Whether `arguments` means the function's own there: in no other function but arrow functions. */
  readonly isOwn: boolean;
  /** Whether code is sloppy there: in strict code, to assign means nothing to anybody's arguments. */
  readonly isSloppy: boolean;
}
const elsewhere: Place = { isOwn: false, isSloppy: false };

/** What the code of a sloppy function does with names, that of functions within included. Looked for where it is needed, which is seldom. */
export class Uses {
  usesArguments = false;
  hasDirectEval = false;
  /** What is assigned to, and what `var` declares. */
  readonly writes = new Set<string>();

  /** @param fn - The function. */
  constructor(fn: Node) {
    const place = { isOwn: true, isSloppy: true };
    for (const parameter of fn.params as Node[]) this.#look(parameter, place);
    this.#look(fn.body, place);
  }

  readonly #look = (node: Node, place: Place): void => {
    switch (node.type) {
      case 'Identifier':
        if (place.isOwn && node.name === 'arguments') this.usesArguments = true;
        break;
      case 'CallExpression':
        if (place.isOwn && node.callee.name === 'eval') this.hasDirectEval = true;
        break;
      case 'VariableDeclaration':
        if (node.kind === 'var') for (const { id } of node.declarations) this.#write(id, place);
        break;
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'AssignmentExpression':
        this.#write(node.left, place);
        break;
      case 'UpdateExpression':
        this.#write(node.argument, place);
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        eachChild(node, this.#look, {
          isOwn: place.isOwn && node.type === 'ArrowFunctionExpression',
          isSloppy: place.isSloppy && !hasUseStrict(node),
        });
        return;
      case 'PropertyDefinition':
      case 'AccessorProperty':
      case 'MethodDefinition':
        for (const decorator of (node.decorators ?? []) as Node[]) this.#look(decorator, place);
        if (node.computed) this.#look(node.key, place);
        if (node.value) this.#look(node.value, elsewhere);
        return;
      case 'StaticBlock':
        return eachChild(node, this.#look, elsewhere);
      case 'TSInterfaceDeclaration':
      case 'TSTypeAliasDeclaration':
        return;
    }
    eachChild(node, this.#look, place);
  };

  #write(target: Node, { isSloppy }: Place): void {
    if (!isSloppy) return;
    for (const name of boundNames(target)) this.writes.add(name);
    if (target.type === 'MemberExpression' && target.object.name === 'arguments') this.writes.add('arguments');
  }
}

const hasUseStrict = ({ body }: Node): boolean =>
  body?.type === 'BlockStatement' && (body.body as Node[]).some(({ directive }) => directive === 'use strict');
