// The table of support in the READMEs matches the table of patches, and is in no bundle.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { names } from '../../src/carriers/browser/policy.js';
import { support, unexplained } from '../browsers/support.js';

const test = suite('support');

test('every patch is explained, and every explanation is of a patch', () => {
  assert.equal(unexplained(names), []);
  assert.equal(
    support.flatMap(({ patch }) => (patch === undefined || names.includes(patch) ? [] : [patch])),
    [],
  );
});

test('the READMEs are not stale; the remedy is node tests/browsers/support.mjs', () => {
  assert.match(execFileSync(process.execPath, ['tests/browsers/support.mjs', '--check'], { encoding: 'utf8' }), /nothing is stale/);
});

test('no bundle has the table of support', () => {
  const bundle = readFileSync('dist/asynccontext.global.min.js', 'utf8');
  assert.ok(bundle.includes('XMLHttpRequest'), 'it has the table of patches');
  for (const words of ['IntersectionObserver', 'The proposal', 'webkitGetAsEntry` hands out']) assert.not(bundle.includes(words), words);
});

test.run();
