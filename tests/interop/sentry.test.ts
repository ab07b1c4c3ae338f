// Sentry in Node: the same cases as in browsers, with the first release of each older version; and the warnings about unsupported versions and copies.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bundle, casesOf, module, modulesOf } from './sentry/versions.js';

for (const version of ['9.0.0', '10.0.0', undefined]) {
  test(`${version ?? 'the newest'}, on the carrier of browsers`, async () => {
    assert.match(await casesOf(version), new RegExp(`Sentry ${version ?? '11'}[^]*Passed: +10\n`));
  });
}
test('the newest, on the carrier of Node', async () => assert.match(await casesOf(undefined, {}, 'node'), /Sentry 11[^]*Passed: +10\n/));

const load = `import { installStrategy } from ${JSON.stringify(join(process.cwd(), 'src/interop/sentry.ts'))};`;

/** Runs a program here, with some modules replaced, and returns its warnings. */
async function warningsOf(program: string, alias: Readonly<Record<string, string>>): Promise<readonly string[]> {
  const file = await bundle(`${load} ${program}`, alias, 'node');
  const [{ warn }, warnings] = [console, [] as string[]];
  console.warn = (...args) => void warnings.push(...args);
  try {
    await import(pathToFileURL(file).href);
    await null;
  } finally {
    console.warn = warn;
    delete (globalThis as { __SENTRY__?: unknown }).__SENTRY__;
  }
  return warnings;
}
const core = async (code: string) => ({ '@sentry/core': await module(code) });
const needed = 'exports.getDefaultCurrentScope = exports.getDefaultIsolationScope = exports.setAsyncContextStrategy = () => ({ getClient() {} });';

test('of a version that was not tried it warns, once, with what it found and what it expected', async () => {
  const twice = 'installStrategy(); installStrategy();';
  for (const [version, found] of [
    ['8.55.0', '8.55.0'],
    ['12.0.0-beta.1', '12.0.0-beta.1'],
    [undefined, 'an unknown version'],
  ]) {
    assert.equal(await warningsOf(twice, await core(`exports.SDK_VERSION = ${JSON.stringify(version)}; ${needed}`)), [
      `asynccontext: asynccontext/sentry expected the package '@sentry/core' in version 9 to 11, found ${found}. It was not tried with that: see whether events have their own tags, or install one of these.`,
    ]);
  }
  for (const version of ['9.0.0', '11.99.1']) assert.equal(await warningsOf(twice, await core(`exports.SDK_VERSION = '${version}'; ${needed}`)), []);
});

test('where something is missing it throws, with what is missing', async () => {
  const lacking = await core("exports.SDK_VERSION = '12.0.0'; exports.getDefaultCurrentScope = () => {};");
  const error = await warningsOf('installStrategy();', lacking).catch(error => error);
  assert.is(
    error.message,
    "asynccontext/sentry: expected the package '@sentry/core' in version 9 to 11, found 12.0.0 without getDefaultIsolationScope and setAsyncContextStrategy. Install one of these",
  );
});

test('of an SDK that has another copy of the core it warns', async () => {
  const options = "{ dsn: 'https://key@sentry.invalid/1', defaultIntegrations: false }";
  const other = { '@sentry/browser': join(await modulesOf('10.0.0'), '@sentry/browser') };
  for (const order of [`installStrategy(); init(${options});`, `init(${options}); installStrategy();`]) {
    const program = `import { init } from '@sentry/browser'; ${order}`;
    const [warning, ...more] = await warningsOf(program, other);
    assert.match(
      warning!,
      /^asynccontext: asynccontext\/sentry expected an SDK of Sentry's on its own copy of '@sentry\/core', 11\.\d+\.\d+, found one on 10\.0\.0, whose scopes are not kept apart\. Install @sentry\/core@10\.0\.0\.$/,
    );
    assert.equal([more, await warningsOf(program, {})], [[], []]);
  }
});

test.run();
