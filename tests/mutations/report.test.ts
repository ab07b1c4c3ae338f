// The README's tables match results.json, and every entry of equivalents.mjs matches a mutant.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

// Not bundled with this test, since the module reads files relative to its own location.
const { readme, withReport } = (await import(pathToFileURL(join(process.cwd(), 'tests/mutations/report.mjs')).href)) as {
  readme(): string;
  withReport(text: string): string;
};

test('the README is not stale; the remedy is node tests/mutations/report.mjs', () => assert.is(readme(), withReport(readme())));

test.run();
