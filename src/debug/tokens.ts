// Splits JavaScript into tokens, precisely enough to find functions. There is no parser at run time.

export interface Token {
  readonly kind: 'word' | 'literal' | 'template' | 'mark';
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /** For a bracket, the index of the matching one; else -1. */
  other: number;
  /** Whether the token is the first of a line. */
  readonly isFirst: boolean;
}

/** Words after which an expression begins, so that a slash is that of a regular expression. */
const beforeExpression = /^(?:return|typeof|instanceof|in|of|new|delete|void|throw|case|do|else|yield|await)$/;
const open = '([{';
const close = ')]}';

const space = /(?:\s|\/\/[^\n]*|\/\*[^]*?\*\/)+/y;
// biome-ignore lint/suspicious/noMisleadingCharacterClass: the joiners are parts of identifiers, one by one.
const word = /[#\p{ID_Start}$_\\][\p{ID_Continue}$\u200c\u200d\\]*/uy;
const number = /(?:\d|\.\d)[\w.]*/y;
const string = /"(?:[^"\\\n]|\\[^])*"|'(?:[^'\\\n]|\\[^])*'/y;
const regex = /\/(?![*/])(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/\w*/y;
const template = /(?:[^`\\$]|\\[^]|\$(?!\{))*(`|\$\{)/y;
const mark = /=>|\.\.\.|\?\?|\?\.(?!\d)|\+\+|--|[^]/y;

/**
 * Splits code into tokens.
 *
 * @returns The tokens; `undefined` if brackets do not match: the text is not JavaScript, or the tokenizer does not understand it.
 */
export function tokensOf(code: string): Token[] | undefined {
  const tokens: Token[] = [];
  const brackets: number[] = [];
  let at = 0;
  let isFirst = true;
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const found = pattern.exec(code)?.[0];
    return found === '' ? undefined : found;
  };
  const add = (kind: Token['kind'], text: string): void => {
    tokens.push({ kind, text, start: at, end: at + text.length, other: -1, isFirst });
    at += text.length;
    isFirst = false;
  };
  /** Adds the text behind a backquote, or behind the end of a substitution. */
  const addTemplate = (head: string): void => {
    template.lastIndex = at + 1;
    const found = template.exec(code);
    if (!found) return void (at = code.length + 1);
    const opens = found[1] === '${';
    if (opens) brackets.push(tokens.length);
    add('template', `${head}${found[0]}`);
  };
  if (code.startsWith('#!')) at = code.indexOf('\n') + 1 || code.length;
  while (at < code.length) {
    const blank = take(space);
    if (blank) {
      at += blank.length;
      isFirst ||= blank.includes('\n');
      continue;
    }
    const last = tokens[tokens.length - 1];
    let text: string | undefined;
    if ((text = take(word))) add('word', text);
    else if ((text = take(number) ?? take(string))) add('literal', text);
    else if (code[at] === '`') addTemplate('`');
    else if (code[at] === '/' && mayBegin(last) && (text = take(regex))) add('literal', text);
    else if (code[at] === '}' && tokens[brackets[brackets.length - 1] ?? -1]?.kind === 'template') {
      brackets.pop();
      addTemplate('}');
    } else {
      text = take(mark)!;
      // The quote of a string that does not end: the tokenizer has misread the text.
      if (/["'`]/.test(text)) return undefined;
      const index = tokens.length;
      add('mark', text);
      if (open.includes(text)) brackets.push(index);
      else if (close.includes(text)) {
        const opening = brackets.pop();
        const before = opening === undefined ? undefined : tokens[opening];
        if (!before || open.indexOf(before.text) !== close.indexOf(text)) return undefined;
        before.other = index;
        tokens[index]!.other = opening!;
      }
    }
  }
  return at === code.length && brackets.length === 0 ? tokens : undefined;
}

/** Whether an expression may begin after a token. After `)` and `}` a slash counts as a division. */
const mayBegin = (last: Token | undefined): boolean =>
  last === undefined ||
  (last.kind === 'mark'
    ? !/^(?:[)\]}]|\+\+|--)$/.test(last.text)
    : last.kind === 'word'
      ? beforeExpression.test(last.text)
      : last.kind === 'template' && last.text.endsWith('${'));
