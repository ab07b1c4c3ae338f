// Jest 30 with babel-jest: with our transformer around it, and with our Babel plugin in it. tests/tools/jest.tools.ts tests the other transformers.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

// Not bundled with this test, since the module reads files relative to its own location.
const { coverageOf, createApp, runJest } = (await import(
  pathToFileURL(join(process.cwd(), 'tests/jest/run-jest.mjs')).href
)) as typeof import('./run-jest.mjs');

const plugin = join(process.cwd(), 'node_modules/@babel/plugin-transform-modules-commonjs');
const own = ['babel-jest', { plugins: [plugin] }];
const ways: Readonly<Record<string, unknown[]>> = {
  'asynccontext/jest around babel-jest': ['asynccontext/jest', { transformer: own }],
  'asynccontext/babel in babel-jest': ['babel-jest', { plugins: [plugin, 'asynccontext/babel'] }],
};
const configure = (transform: unknown) => ({ transform: { '\\.js$': transform }, testEnvironment: 'node' });
const coverage = ['--coverage', '--coverageReporters=json'];

const untransformed = await createApp('jest-30', configure(own));
let expected: object;
test('without either, generators see whoever asks them', async () => {
  const { failed, text } = await runJest('jest-30', untransformed, coverage);
  assert.ok(failed, text);
  assert.match(text, '2 failed, 2 passed');
  expected = coverageOf(untransformed);
});

for (const [way, transform] of Object.entries(ways)) {
  test(`${way}: contexts are exact, mocks and coverage as they were; and so they are from the cache`, async () => {
    const root = await createApp('jest-30', configure(transform));
    for (const _ of ['transformed', 'from the cache']) {
      const { failed, text } = await runJest('jest-30', root, coverage);
      assert.not.ok(failed, text);
      assert.match(text, '4 passed, 4 total');
      assert.equal(coverageOf(root), expected);
    }
  });

  test(`${way}: an error says where it is in the file as it was`, async () => {
    const lines = ["const wait = async value => { await value; throw new Error('found ' + (await value)); };", "test('fails', () => wait('it'));"];
    const root = await createApp('jest-30', configure(transform), { 'steps.test.js': lines.join('\n') });
    const { text } = await runJest('jest-30', root);
    assert.match(text, 'found it');
    assert.match(text, `at wait (steps.test.js:1:${lines[0]!.indexOf('new Error') + 1})`);
  });

  test(`${way}: a file that cannot be parsed fails with its place`, async () => {
    const root = await createApp('jest-30', configure(transform), { 'steps.js': 'export async function f() {\n  await await;\n}\n' });
    const { failed, text } = await runJest('jest-30', root);
    assert.ok(failed);
    assert.match(text, /steps\.js: .*\(2:13\)/);
    assert.match(text, '> 2 |   await await;');
  });
}

test('options: exclude leaves files alone, and the cache knows them apart', async () => {
  const with_ = (options: object) => configure(['asynccontext/jest', { transformer: own, ...options }]);
  const root = await createApp('jest-30', with_({}));
  const config = (options: object) => ['--config', JSON.stringify(with_(options))];
  assert.not.ok((await runJest('jest-30', root, config({}))).failed);
  assert.ok((await runJest('jest-30', root, config({ exclude: '/steps.js' }))).failed);
  assert.not.ok((await runJest('jest-30', root, config({ include: '/steps.js' }))).failed);
});

for (const [options, message] of [
  [{ exlude: 'x' }, 'asynccontext/jest: expected the options include, exclude, transformer, got "exlude"'],
  [{ transformer: 5 }, 'asynccontext/jest: expected transformer as a string, or an array of a string and options, got 5'],
  [{ transformer: 'no-such-jest' }, "asynccontext/jest: expected the transformer 'no-such-jest' to be found from"],
] as const) {
  test(`options that are none: ${message}`, async () => {
    const root = await createApp('jest-30', configure(['asynccontext/jest', options]));
    const { failed, text } = await runJest('jest-30', root);
    assert.ok(failed);
    assert.match(text, message);
  });
}

test('the key of what it made depends on version, options, and what the other transformer says', async () => {
  const { createTransformer } = (await import(
    pathToFileURL(join(process.cwd(), 'dist/esm/node/jest.js')).href
  )) as typeof import('../../src/transform/jest/jest.js');
  const file = { config: { rootDir: process.cwd() }, configString: '{}', instrument: false, transformerConfig: {} } as never;
  const inner = join(untransformed, 'inner.cjs');
  writeFileSync(
    inner,
    'module.exports = { createTransformer: ({ key } = {}) => ({ process: code => ({ code }), ...(key ? { getCacheKey: () => key } : {}) }) };',
  );
  const keyOf = async (options: object, text = 'x', path = '/a.js') => (await createTransformer(options)).getCacheKey!(text, path, file);
  const keys = await Promise.all([
    keyOf({ transformer: inner }),
    keyOf({ transformer: inner }, 'y'),
    keyOf({ transformer: inner }, 'x', '/b.js'),
    keyOf({ transformer: inner, exclude: /a/ }),
    keyOf({ transformer: inner, exclude: /b/ }),
    keyOf({ transformer: [inner, { key: 'one' }] }),
    keyOf({ transformer: [inner, { key: 'two' }] }),
  ]);
  assert.is(new Set(keys).size, keys.length, keys.join());
  assert.is(keys[0], await keyOf({ transformer: inner }));
});

test.run();
