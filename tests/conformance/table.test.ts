// The README's table of runtimes matches results.json and the expected failures of the lanes.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

// Not bundled with this test, since these modules read files relative to their own location.
const { readme, withTable } = (await import(pathToFileURL(join(process.cwd(), 'tests/conformance/table.mjs')).href)) as {
  readme(): string;
  withTable(text: string): string;
};

test('the README is not stale; the remedy is node tests/conformance/table.mjs --draw', () => assert.is(readme(), withTable(readme())));

test.run();
