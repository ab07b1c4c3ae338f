// The arguments object of a sloppy function: finds uses that depend on its link to the parameters.
import { eachChild } from './children.js';
import { boundNames, type Node } from './node.js';

/** The uses of names in the code of a function, including inner functions. They are collected only when they are needed, which is seldom. */
export class Uses {
  usesArguments = false;
  hasDirectEval = false;
  /** The names to which code assigns, and the names that `var` declares. */
  readonly writes = new Set<string>();

  /** @param fn - The function. */
  constructor(fn: Node) {
    for (const parameter of fn.params as Node[]) this.#look(parameter, true);
    this.#look(fn.body, true);
  }

  /** @param isOwn - Whether `arguments` refers to the function's own object: it does not inside other functions, except arrow functions. */
  readonly #look = (node: Node, isOwn: boolean): void => {
    switch (node.type) {
      case 'Identifier':
        if (isOwn && node.name === 'arguments') this.usesArguments = true;
        break;
      case 'CallExpression':
        if (isOwn && node.callee.name === 'eval') this.hasDirectEval = true;
        break;
      case 'VariableDeclaration':
        if (node.kind === 'var') for (const { id } of node.declarations) this.#write(id);
        break;
      case 'ForInStatement':
      case 'ForOfStatement':
      case 'AssignmentExpression':
        this.#write(node.left);
        break;
      case 'UpdateExpression':
        this.#write(node.argument);
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
        return eachChild(node, this.#look, false);
    }
    eachChild(node, this.#look, isOwn);
  };

  #write(target: Node): void {
    for (const name of boundNames(target)) this.writes.add(name);
    if (target.type === 'MemberExpression' && target.object.name === 'arguments') this.writes.add('arguments');
  }
}
