// Gives the nodes of a transformed and parsed file their places in the original file, for source maps, code frames and coverage.
import type MagicString from 'magic-string';

/** A place in the form of Babel: lines from 1, columns from 0. */
interface Position {
  line: number;
  column: number;
  index?: number;
}
/** A node, a comment or a token. */
interface Placed {
  readonly type: string;
  start?: number | null | undefined;
  end?: number | null | undefined;
  loc?: { start: Position; end: Position } | null | undefined;
  extra?: Record<string, unknown>;
}

/** Node types that keep their place when added code surrounds their content. */
const kept: ReadonlySet<string> = new Set(['File', 'Program', 'ExpressionStatement', 'ReturnStatement']);

/** The offsets at which lines start. `ends` matches the end of a line. */
function lineStarts(code: string, ends: RegExp): number[] {
  return [0, ...[...code.matchAll(ends)].map(({ 0: end, index }) => index + end.length)];
}

/**
 * Returns, for each offset in the edited text, the offset of the same character in the original text; -1 for added text.
 *
 * @param text - The edited text.
 */
function originsOf(text: MagicString): Int32Array {
  const edited = text.toString();
  const origins = new Int32Array(edited.length).fill(-1);
  const [made, given] = [edited, text.original].map(code => lineStarts(code, /\n/g)) as [number[], number[]];
  text.generateDecodedMap({ hires: true }).mappings.forEach((segments, line) => {
    for (const [column, , originalLine, originalColumn] of segments as readonly (readonly number[])[]) {
      const [at, from] = [made[line]! + column!, given[originalLine!]! + originalColumn!];
      if (edited[at] === text.original[from]) origins[at] = from;
    }
  });
  // A source map has no mappings for the ends of lines.
  for (const start of made.slice(1)) {
    const before = origins[start - 2] ?? -1;
    if (before >= 0 && text.original[before + 1] === '\n') origins[start - 1] = before + 1;
  }
  return origins;
}

/**
 * Gives all nodes of a syntax tree their places in the original text. Added nodes get no place.
 *
 * @param tree - The syntax tree of the edited text.
 * @param text - The edited text.
 */
export function place(tree: object, text: MagicString): void {
  const { original } = text;
  const origins = originsOf(text);
  const lines = lineStarts(original, /\r\n|[\n\r\u2028\u2029]/g);
  const done = new Set<object>();

  function positionOf(index: number): Position {
    let [low, high] = [0, lines.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (lines[middle]! <= index) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: index - lines[low]!, index };
  }

  function move(node: Placed): void {
    const { start, end, loc, extra } = node;
    if (typeof start !== 'number' || typeof end !== 'number') return;
    let [first, last] = [start, end - 1];
    while (first < end && origins[first]! < 0) first++;
    while (last > first && origins[last]! < 0) last--;
    const isAdded = first === end || (first > start && last < end - 1 && !kept.has(node.type));
    if (isAdded && node.type !== 'File' && node.type !== 'Program') {
      node.start = node.end = node.loc = undefined;
      return;
    }
    const [from, to] = isAdded ? [0, 0] : [origins[first]!, origins[last]! + 1];
    node.start = from;
    node.end = to;
    if (loc) node.loc = { ...loc, start: positionOf(from), end: positionOf(to) };
    if (typeof extra?.parenStart === 'number') extra.parenStart = Math.max(origins[extra.parenStart]!, 0);
  }

  function visit(value: unknown): void {
    if (typeof value !== 'object' || value === null || done.has(value)) return;
    done.add(value);
    if (!Array.isArray(value) && typeof (value as Placed).type === 'string') move(value as Placed);
    for (const key in value) if (key !== 'loc' && key !== 'extra') visit((value as Record<string, unknown>)[key]);
  }
  visit(tree);
}
