// The README has a row for each cause, and the programs show every cause.
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { causes } from '../../src/debug/causes.js';
import { everywhere, inBrowsers, inNode, inPages } from './expected.js';

const readme = readFileSync('src/debug/README.md', 'utf8');
const names = Object.keys(causes).sort();

test('each cause has a row', () => {
  const rows = [...readme.matchAll(/^\| `([a-z-]+)` \|/gm)].map(([, name]) => name!).filter(name => name.includes('-') || name in causes);
  assert.equal(rows.sort(), names);
});

test('each cause is shown by a program, and there are many', () => {
  const rows = Object.values({ ...everywhere, ...inNode, ...inBrowsers, ...inPages }).filter(row => row !== undefined);
  const shown = new Set(rows.map(row => row.cause as string));
  // Shown in a realm of its own: tests/debug/browser/suite.ts.
  shown.add('locked-down');
  assert.equal([...shown].sort(), names);
  assert.ok(rows.length >= 25, String(rows.length));
});

test.run();
