// Promise reactions: calls of `then`, `catch` and `finally`, whose receiver is wrapped so that it ties callbacks to the context.
import { after, before, find, type File } from './file.js';
import { bare, mayBeThenable, type Node } from './node.js';
import type { Scope } from './scope.js';

const methods = new Set(['then', 'catch', 'finally']);
/** The static methods of Promise that resolve a promise with their argument, or with values from it. */
const settlers = new Set(['resolve', 'all', 'allSettled', 'any', 'race', 'try']);
/** The node types whose values are not promises. */
const others = new Set([
  'Literal',
  'TemplateLiteral',
  'ArrayExpression',
  'ObjectExpression',
  'FunctionExpression',
  'ArrowFunctionExpression',
  'ClassExpression',
]);

const isPrivate = ({ property }: Node): boolean => property.type === 'PrivateIdentifier';

/** The name of a member, if it is written in the code. */
function nameOf({ computed, property }: Node): string | undefined {
  if (!computed) return property.name;
  return property.type === 'Literal' && typeof property.value === 'string' ? property.value : undefined;
}

const isPromiseConstructor = (node: Node): boolean =>
  node.type === 'Identifier' ? node.name === 'Promise' : node.type === 'MemberExpression' && nameOf(node) === 'Promise';

/** The callee of a call, if it is a member whose call may add a reaction. */
function reactionOf(call: Node): Node | undefined {
  let callee = bare(call.callee);
  if (callee.type === 'ChainExpression') callee = callee.expression;
  if (callee.type !== 'MemberExpression' || isPrivate(callee)) return undefined;
  const name = nameOf(callee);
  const [first] = call.arguments as readonly Node[];
  if (name === undefined || first === undefined) return undefined;
  const receiver = bare(callee.object);
  if (methods.has(name)) return others.has(receiver.type) ? undefined : callee;
  if (!settlers.has(name) || !isPromiseConstructor(receiver)) return undefined;
  return name === 'resolve' && first.type !== 'SpreadElement' && !mayBeThenable(first) ? undefined : callee;
}

/** The last place before a receiver at which its optional chain may end. */
type Link =
  | { readonly kind: 'value'; readonly before: Node }
  /** An optional call of a method, which needs its receiver. */
  | { readonly kind: 'method'; readonly before: Node }
  /** A chain that cannot be split. */
  | { readonly kind: 'inseparable' };

function linkIn(node: Node): Link | undefined {
  switch (node.type) {
    case 'MemberExpression':
      return node.optional ? { kind: 'value', before: node.object } : linkIn(node.object);
    case 'TSNonNullExpression':
      return linkIn(node.expression);
    case 'CallExpression': {
      if (node.optional) return linkOfCall(node.callee);
      // Called once per node, because chains may be long.
      const link = linkIn(node.callee);
      if (link === undefined || link.kind === 'inseparable') return link;
      const reaction = reactionOf(node);
      // An inner reaction becomes optional itself.
      return reaction && !reaction.optional && isOf(reaction, node.callee) ? { kind: 'value', before: reaction.object } : link;
    }
  }
  return undefined;
}

/** The last link before the receiver of a reaction, if the chain may end before the reaction. */
const linkBefore = (reaction: Node): Link | undefined => (reaction.optional ? undefined : linkIn(reaction.object));

/** Whether a member is the callee without parentheses around it. At parentheses a chain would end. */
const isOf = (member: Node, callee: Node): boolean => member === callee || (callee.type === 'TSNonNullExpression' && isOf(member, callee.expression));

function linkOfCall(callee: Node): Link {
  const method = bare(callee);
  if (method.type === 'ChainExpression') return { kind: 'inseparable' };
  if (method.type !== 'MemberExpression') return { kind: 'value', before: callee };
  const object: Node = method.object;
  const isRead = method === callee && !isPrivate(method) && object.type !== 'Super' && linkIn(object) === undefined;
  return isRead && !(method.optional && method.computed) ? { kind: 'method', before: method } : { kind: 'inseparable' };
}

export function visitCall(file: File, node: Node, scope: Scope): void {
  file.visitChildren(node, scope);
  const member = file.reacts ? reactionOf(node) : undefined;
  if (member === undefined) return;
  const receiver: Node = member.object;
  const link = linkBefore(member);
  if (link?.kind === 'inseparable') return file.warn('a reaction after an optional call of a method: put the promise into a variable', node);
  file.suspends = true;
  scope.edit(() => {
    if (receiver.type === 'Super') inherit(file, member);
    else if (link === undefined) wrap(file, receiver, `${file.names.of('of')}(`);
    else wrapChain(file, member, link.before, link.kind);
  }, true);
}

/** Puts a call around an expression, separated by a space from a word before it. */
function wrap(file: File, { start, end }: Node, head: string): void {
  before(file, start, `${/[\w$\u0080-\uffff]/.test(file.code[start - 1] ?? '') ? ' ' : ''}${head}`);
  after(file, end, ')');
}

/** `inherited(super.then, this)` */
function inherit(file: File, member: Node): void {
  after(file, member.end, ',this');
  wrap(file, member, `${file.names.of('inherited')}(`);
}

/** `a?.b.then(f)`: `ofChain(hold(a), held()?.b, "then")?.then(f)` */
function wrapChain(file: File, member: Node, ending: Node, kind: 'value' | 'method'): void {
  const { names, code } = file;
  const receiver: Node = member.object;
  if (kind === 'method') separate(file, ending);
  before(file, ending.start, `${names.of(kind === 'method' ? 'holdMethod' : 'hold')}(`);
  after(file, ending.end, `),${names.of('held')}()`);
  after(file, receiver.end, `,${JSON.stringify(nameOf(member))}`);
  wrap(file, receiver, `${names.of('ofChain')}(`);
  const dot = find(code, receiver.end, member.computed ? '[' : '.');
  before(file, dot, member.computed ? '?.' : '?');
}

/** `a.b`, `a?.b` and `a[b]` become `a,"b"`, `a,"b",true` and `a,(b)`. */
function separate({ code, text }: File, { object, property, computed, optional, end }: Node): void {
  if (!computed) text.update(object.end, end, `,${JSON.stringify(property.name)}${optional ? ',true' : ''}`);
  else {
    const bracket = find(code, object.end, '[');
    text.update(bracket, bracket + 1, ',(');
    text.update(end - 1, end, ')');
  }
}
