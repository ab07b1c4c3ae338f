// Other versions of Sentry: the last release of each older one, and the first release of the current one.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { casesOf } from '../interop/sentry/versions.js';

for (const version of ['9', '10', '11.0.0']) {
  test(`${version}, on the carrier of browsers`, async () => assert.match(await casesOf(version), new RegExp(`Sentry ${version}[^]*Passed: +10\n`)));
}

test.run();
