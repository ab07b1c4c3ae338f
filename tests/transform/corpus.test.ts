// Real packages: all code that suspends is transformed, still parses, and does not grow by much.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { transformSync } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { transform } from '../../src/transform/index.js';

/** Packages with many async functions, with few, with generators; as ES modules, as CommonJS, minified. */
const packages = [
  'puppeteer-core/lib',
  'chromium-bidi/lib',
  'autocannon',
  'uvu',
  'magic-string',
  'zone.js',
  'mitata',
  'publint',
  '@opentelemetry',
  'typescript/lib',
];
const CEILING = 1.15;

const files = packages.flatMap(name => {
  const folder = join('node_modules', name);
  return (readdirSync(folder, { recursive: true }) as string[]).filter(file => /\.[cm]?js$/.test(file)).map(file => join(folder, file));
});
let [before, after, transformed] = [0, 0, 0];

test('what comes out parses', () => {
  for (const file of files) {
    const code = readFileSync(file, 'utf8');
    const result = transform(code, { filename: file });
    const minified = (text: string) => transformSync(text, { minify: true, legalComments: 'none', logLevel: 'silent', sourcefile: file }).code.length;
    const size = minified(code);
    before += size;
    after += result === null ? size : minified(result.code);
    if (result === null) continue;
    transformed++;
    assert.equal(result.warnings, [], file);
  }
  assert.ok(transformed > 100, `${transformed} of ${files.length} files were transformed`);
});
test('minified, it is not much larger', () => assert.ok(after / before < CEILING, `${before} bytes became ${after}`));
test.run();
