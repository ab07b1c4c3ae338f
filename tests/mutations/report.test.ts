// The README's tables are those of the results, and the words about equivalent mutants are about mutants that there are.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

// Not bundled with this test: they know where they are.
const { readme, withReport } = (await import(pathToFileURL(join(process.cwd(), 'tests/mutations/report.mjs')).href)) as {
  readme(): string;
  withReport(text: string): string;
};

test('the README is not stale; the remedy is node tests/mutations/report.mjs', () => assert.is(readme(), withReport(readme())));

test.run();
