// The functions in a text of JavaScript: the place and kind of each, and the calls to which they are passed.
import { tokensOf, type Token } from './tokens.js';

/** A call. */
export interface Call {
  /** The last name of the callee: `push` in `queue.push(…)`. */
  readonly name: string;
  /** The callee as it is written, if it consists of names: `queue.push`. */
  readonly callee: string;
  /** The position where the callee begins, and the one where the call ends. */
  readonly start: number;
  readonly end: number;
  /** The positions where each argument begins and ends. */
  readonly args: readonly { readonly start: number; readonly end: number }[];
}

export interface Fn {
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly body: number;
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Whether the function is a declaration, or the value of a `const`. */
  readonly isDeclared: boolean;
  readonly isMethod: boolean;
  /** The names of its parameters; `undefined` for a pattern. */
  readonly params: readonly (string | undefined)[];
  /** The function around it. */
  parent: Fn | undefined;
}

/** A text with its functions and calls. */
export interface Code {
  readonly text: string;
  readonly tokens: readonly Token[];
  /** In the order in which they begin. */
  readonly functions: readonly Fn[];
  readonly calls: readonly Call[];
  /** The position where each line begins. */
  readonly lines: readonly number[];
  /** Whether it imports or exports, so that no other file sees its names. */
  readonly isModule: boolean;
}

const control = /^(?:if|for|while|switch|catch|with|function|return|await|super|import|typeof|new|in|of|case|void|delete|throw|yield|else|do|instanceof)$/;

/** The end of an expression that begins at a token: the body of an arrow function. */
function endOfExpression(tokens: readonly Token[], from: number): number {
  let index = from;
  /** How many conditionals have begun and wait for their `:`. Another `:` belongs to code around the expression. */
  let conditionals = 0;
  for (; index < tokens.length; index++) {
    const token = tokens[index]!;
    const before = tokens[index - 1]!;
    if (token.kind === 'mark' && (/^[),;\]}]$/.test(token.text) || (token.text === ':' && conditionals === 0))) break;
    if (token.text === '?') conditionals++;
    if (token.text === ':') conditionals--;
    if (token.kind === 'template' && token.text.startsWith('}')) break;
    // The expression ends with the line, unless the token before or after the line break continues it.
    const goesOn =
      (token.kind === 'mark' && !/^(?:\{|\+\+|--|!|~|#|@)$/.test(token.text)) || token.kind === 'template' || /^(?:in|instanceof)$/.test(token.text);
    const isOpen =
      before.kind === 'mark'
        ? !/^(?:[)\]}]|\+\+|--)$/.test(before.text)
        : before.kind === 'word' && /^(?:await|yield|typeof|new|void|delete|in|instanceof)$/.test(before.text);
    if (index > from && token.isFirst && !goesOn && !isOpen) break;
    if (token.other > index) index = token.other;
    else if (token.kind === 'template' && token.text.endsWith('${')) index = closingTemplate(tokens, index) - 1;
  }
  return tokens[index - 1]!.end;
}

function closingTemplate(tokens: readonly Token[], from: number): number {
  let depth = 1;
  let index = from + 1;
  for (; depth > 0 && index < tokens.length; index++) {
    const { kind, text } = tokens[index]!;
    if (kind !== 'template') continue;
    if (text.startsWith('}')) depth--;
    if (text.endsWith('${')) depth++;
  }
  return index;
}

/** The items of a list in brackets, as their first and last tokens. */
function listOf(tokens: readonly Token[], opening: number): { first: number; last: number }[] {
  const list: { first: number; last: number }[] = [];
  const { other } = tokens[opening]!;
  let first = opening + 1;
  for (let index = first; index <= other; index++) {
    const token = tokens[index]!;
    if (index === other || token.text === ',') {
      if (index > first) list.push({ first, last: index - 1 });
      first = index + 1;
    } else if (token.other > index) index = token.other;
    else if (token.kind === 'template' && token.text.endsWith('${')) index = closingTemplate(tokens, index) - 1;
  }
  return list;
}

const paramsOf = (tokens: readonly Token[], opening: number) =>
  listOf(tokens, opening).map(({ first }) => (tokens[first]!.kind === 'word' ? tokens[first]!.text : undefined));

const parsed = new Map<string, Code | undefined>();

/** Finds the functions and the calls of a text; `undefined` if it cannot be split into tokens. */
export function codeOf(text: string): Code | undefined {
  if (!parsed.has(text)) parsed.set(text, parse(text));
  return parsed.get(text);
}

function parse(text: string): Code | undefined {
  const tokens = tokensOf(text);
  if (!tokens) return undefined;
  const functions: Fn[] = [];
  const calls: Call[] = [];
  const is = (index: number, word: string) => tokens[index]?.text === word;
  /** The name that an anonymous function gets from an assignment or a property. */
  const nameBefore = (index: number): { name: string; isDeclared: boolean } => {
    const name = is(index - 1, '=') || is(index - 1, ':') ? tokens[index - 2] : undefined;
    return {
      name: name?.kind === 'word' ? name.text : '',
      isDeclared: name !== undefined && is(index - 1, '=') && is(index - 3, 'const') && !is(index - 4, 'export'),
    };
  };
  const add = (first: number, opening: number, closing: number, rest: Partial<Fn>): void => {
    const isBlock = is(closing, '{');
    const end = isBlock ? tokens[tokens[closing]!.other]!.end : endOfExpression(tokens, closing);
    const params = is(opening, '(') ? paramsOf(tokens, opening) : [tokens[opening]!.text];
    const whole = { name: '', isAsync: false, isGenerator: false, isDeclared: false, isMethod: false, ...rest };
    functions.push({ ...whole, start: tokens[first]!.start, end, body: tokens[closing]!.start, params, parent: undefined });
  };
  tokens.forEach((token, index) => {
    if (token.kind === 'word' && token.text === 'function' && !is(index - 1, '.')) {
      const isAsync = is(index - 1, 'async');
      const isGenerator = is(index + 1, '*');
      let opening = index + (isGenerator ? 2 : 1);
      const named = is(opening, '(') ? undefined : tokens[opening++]!.text;
      const closing = (tokens[opening]?.other ?? -1) + 1;
      if (!is(opening, '(') || !is(closing, '{')) return;
      const first = isAsync ? index - 1 : index;
      const before = tokens[first - 1];
      const begins = before === undefined || /^[;{}]$/.test(before.text) || tokens[first]!.isFirst;
      const from =
        named === undefined ? nameBefore(first) : { name: named, isDeclared: begins && !/^(?:[=(,:?&|[]|=>|return|default)$/.test(before?.text ?? '') };
      add(first, opening, closing, { isAsync, isGenerator, ...from });
    } else if (token.text === '=>') {
      const opening = is(index - 1, ')') ? tokens[index - 1]!.other : index - 1;
      const isAsync = is(opening - 1, 'async');
      const first = isAsync ? opening - 1 : opening;
      add(first, opening, index + 1, { isAsync, ...nameBefore(first) });
    } else if (token.text === '(' && token.other > 0) {
      const before = tokens[index - 1];
      const closing = token.other + 1;
      const isProperty = is(index - 2, '.') || is(index - 2, '?.');
      const isName =
        before !== undefined && (before.kind !== 'mark' || before.text === ']') && !(before.kind === 'word' && control.test(before.text) && !isProperty);
      if (isName && is(closing, '{') && !isProperty && !is(index - 2, 'function') && !(is(index - 2, '*') && is(index - 3, 'function'))) {
        let first = before.text === ']' ? before.other : index - 1;
        const isGenerator = is(first - 1, '*');
        if (isGenerator) first--;
        const isAsync = is(first - 1, 'async');
        if (isAsync || is(first - 1, 'get') || is(first - 1, 'set')) first--;
        if (/^(?:[{},;]|static)$/.test(tokens[first - 1]?.text ?? ''))
          add(first, index, closing, { isAsync, isGenerator, isMethod: true, name: before.kind === 'word' ? before.text : '' });
      } else if (before !== undefined && (before.text === ')' || before.text === ']' || (isName && before.kind === 'word') || before.text === '?.')) {
        let first = index - 1;
        if (is(first, '?.')) first--;
        const { text: name } = tokens[first]!;
        while (tokens[first]!.kind === 'word' && (is(first - 1, '.') || is(first - 1, '?.')) && tokens[first - 2]?.kind === 'word') first -= 2;
        const { start } = tokens[first]!;
        const args = listOf(tokens, index).map(arg => ({ start: tokens[arg.first]!.start, end: tokens[arg.last]!.end }));
        calls.push({ name, callee: text.slice(start, before.end), start, end: tokens[token.other]!.end, args });
      }
    }
  });
  functions.sort((a, b) => a.start - b.start || b.end - a.end);
  const around: Fn[] = [];
  for (const fn of functions) {
    while (around.length > 0 && around[around.length - 1]!.end < fn.end) around.pop();
    fn.parent = around[around.length - 1];
    around.push(fn);
  }
  const lines = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) lines.push(at + 1);
  const isModule = tokens.some(({ kind, text: word, isFirst }) => kind === 'word' && isFirst && /^(?:import|export)$/.test(word));
  return { text, tokens, functions, calls, lines, isModule };
}

/** The innermost function that contains a position. */
export function functionAt({ functions }: Code, offset: number): Fn | undefined {
  let inner: Fn | undefined;
  for (const fn of functions) if (fn.start <= offset && offset < fn.end) inner = fn;
  return inner;
}

/** The indices of the tokens that have a name, without properties of that name. */
export const indicesOf = ({ tokens }: Code, name: string): number[] =>
  tokens.flatMap(({ kind, text }, index) => (kind === 'word' && text === name && !/^\??\.$/.test(tokens[index - 1]?.text ?? '') ? [index] : []));

/** The indices of the tokens that use the name of a declared function: above its declaration, below it, and in its body. */
export const usesOf = (code: Code, { name }: Fn): number[] =>
  indicesOf(code, name).filter(index => {
    const [twice, before] = [code.tokens[index - 2]?.text, code.tokens[index - 1]?.text];
    return before !== 'function' && before !== 'const' && !(before === '*' && twice === 'function');
  });

/** The position of a line and a column, which count from 1. */
export const offsetOf = ({ lines }: Code, line: number, column: number): number | undefined => {
  const start = lines[line - 1];
  return start === undefined ? undefined : start + Math.max(0, column - 1);
};

/** The line and the column of a position. */
export function placeOf({ lines }: Code, offset: number): { line: number; column: number } {
  let line = lines.length;
  while (lines[line - 1]! > offset) line--;
  return { line, column: offset - lines[line - 1]! + 1 };
}
