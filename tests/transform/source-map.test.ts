// Source maps: the same as those of magic-string, except for spaces.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodedMappings, TraceMap } from '@jridgewell/trace-mapping';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { edit, transform } from '../../src/transform/index.js';

const filesIn = (folder: string) =>
  readdirSync(folder)
    .filter(name => /\.[cm]?[jt]s$/.test(name))
    .map(name => join(folder, name));
const files = [
  ...filesIn('node_modules/rollup/dist/shared'),
  ...filesIn('node_modules/hono/dist/utils'),
  ...filesIn('tests/transform'),
  ...filesIn('node_modules/undici/lib/web/fetch'),
];
const odd: Readonly<Record<string, string>> = {
  'line ends of Windows': 'async () => {\r\n  await 1;\r\n\tf() }\r\n',
  'a hashbang, and no line end': '#!/usr/bin/env node\nawait f()',
  'other letters': 'const ä = async ($ünf) => { await /* 𝒳 */ ä; return "é" + $ünf }',
  'what is moved': 'async () => { if (a) { for (var g of []); } await 1; function g() {} g() }',
  'what is replaced': "function* g() { 'use strict'; yield 1 }\nfunction* h(...[a]) {\n yield a }\na.b?.(c)\n.then(f)",
  'nothing before': 'await f()',
};

type Segment = readonly number[];
const isSpace = (text: string | undefined) => text === undefined || /\s/.test(text);

for (const [name, code] of [...files.map(path => [path, readFileSync(path, 'utf8')] as const), ...Object.entries(odd)]) {
  test(name, () => {
    const filename = name.includes('/') ? name : 'a.js';
    const edited = edit(code, { filename });
    if (edited === null) return;
    const { code: text, map } = transform(code, { filename })!;
    const reference = edited.text.generateMap({ source: filename, includeContent: true, hires: 'boundary' });
    const { mappings, ...rest } = JSON.parse(map!.toString());
    const { mappings: others, ...expected } = JSON.parse(reference.toString());
    assert.equal(rest, expected);
    const lines = text.split('\n');
    const flat = (json: string) =>
      (decodedMappings(new TraceMap(JSON.parse(json))) as unknown as Segment[][]).map((line, index) =>
        line.filter(([column]) => !isSpace(lines[index]![column!])),
      );
    // If both have a position, both lead to the same place.
    const [ours, theirs] = [flat(map!.toString()), flat(reference.toString())];
    const key = ([column, , line, sourceColumn]: Segment) => `${column} ${line} ${sourceColumn}`;
    for (const [index, line] of ours.entries()) {
      const known = new Set(theirs[index]!.map(key));
      // A word that begins with `$`, or continues with non-ASCII letters, counts as one word.
      const missing = line.map(key).filter(each => !known.has(each));
      assert.equal(missing, [], `${name}:${index + 1}`);
    }
    const count = (all: readonly Segment[][]) => all.reduce((sum, line) => sum + line.length, 0);
    assert.ok(count(ours) >= count(theirs) * 0.8, `${count(ours)} of ${count(theirs)}`);
  });
}

test.run();
