// Captures the context of a generator in its parameters, which are evaluated when it is called. The function's identity and length stay the same.
import { Uses } from './arguments.js';
import { after, before, find, type File } from './file.js';
import { boundNames, type Node } from './node.js';
import type { Scope } from './scope.js';

/** The reason why the context cannot be captured in a generator's parameters without changing its behaviour; `undefined` if it can. */
export function whyNotCapture(node: Node, outer: Scope, ownStrict: Node | undefined): string | undefined {
  const params: Node[] = node.params;
  const isSimple = params.every(({ type }) => type === 'Identifier');
  if (!isSimple || outer.strict) return undefined;
  if (ownStrict) return "a generator with a 'use strict' of its own in sloppy code: put the directive at the top of the file";
  const names = params.flatMap(parameter => [...boundNames(parameter)]);
  if (new Set(names).size < names.length) return 'a generator two of whose parameters have one name: rename one';
  const { usesArguments, hasDirectEval, writes } = new Uses(node);
  const mapped = names.length > 0 && [...names, 'arguments'].some(name => writes.has(name));
  if (usesArguments && (mapped || hasDirectEval)) {
    return 'a sloppy generator whose arguments object follows its parameters: use rest parameters, or strict code';
  }
  return undefined;
}

/**
 * Adds the capture to the parameters: a rest pattern with a property that an array of arguments never has, whose default is an activation with the
 * context. A rest pattern does not count for `length`, and no argument can set the property.
 *
 * @returns The name of the original rest parameter, if there is one. It is not an array any more.
 */
export function captureInParameters(file: File, node: Node, params: readonly Node[]): string | undefined {
  const { names } = file;
  const capture = `"":${names.activation}=${names.of('create')}()`;
  const last = params.at(-1);
  if (last?.type === 'RestElement') return captureInRest(file, last.argument, capture);
  const { code } = file;
  if (last === undefined) {
    after(file, opening(file, node) + 1, `...{${capture}}`);
    return undefined;
  }
  // A rest parameter takes no comma after it.
  const comma = find(code, last.end, ',');
  if (comma < 0) after(file, last.end, `,...{${capture}}`);
  else after(file, comma + 1, `...{${capture}}`);
  return undefined;
}

/** The offset of the parenthesis that opens an empty list of parameters. */
function opening({ code }: File, node: Node): number {
  const known: number | undefined = node.typeParameters?.end ?? node.id?.end;
  if (known !== undefined) return find(code, known, '(');
  // A method begins with the parenthesis, a function expression with its keywords.
  if (code[node.start] === '(') return node.start;
  return find(code, star(code, node.start) + 1, '(');
}

/** The offset of a generator's star, after `function`. */
function star(code: string, start: number): number {
  let at = start;
  for (const word of ['async', 'function']) {
    const found = find(code, at, word);
    if (found >= 0) at = found + word.length;
  }
  return find(code, at, '*');
}

function captureInRest(file: File, target: Node, capture: string): string | undefined {
  switch (target.type) {
    case 'ObjectPattern':
      after(file, target.start + 1, `${capture}${target.properties.length > 0 ? ',' : ''}`);
      return undefined;
    case 'ArrayPattern': {
      const elements: (Node | null)[] = target.elements;
      const last = elements.at(-1);
      if (last?.type === 'RestElement') return captureInRest(file, last.argument, capture);
      const comma = last ? find(file.code, last.end, ',') : -1;
      const missing = last && comma < 0;
      after(file, missing ? last.end : file.code.lastIndexOf(']', target.end - 1), `${missing ? ',' : ''}...{${capture}}`);
      return undefined;
    }
    default:
      before(file, target.start, `{${capture},...`);
      after(file, target.name === undefined ? target.end : target.start + (target.name as string).length, '}');
      return target.name;
  }
}
