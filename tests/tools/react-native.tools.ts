// React Native's own core on Hermes; with Metro: errors, source maps and workers.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AnyMap, originalPositionFor } from '@jridgewell/trace-mapping';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { bundle, createApp, engines, plain, resultOf, transformed } from '../react-native/app.js';

const root = await createApp();

/** The results of React Native's core. A WebSocket's events do not find the context: the core dispatches them as a program dispatches its own. */
const expectedCore = [
  'WebSocket, onopen: none',
  ...[
    'XMLHttpRequest, loadend',
    'XMLHttpRequest, onload',
    'fetch 200',
    'queueMicrotask',
    'requestAnimationFrame',
    'requestIdleCallback',
    'setImmediate',
    'setInterval',
    'setTimeout',
  ].map(what => `${what}: right`),
];
for (const config of [plain, transformed]) {
  test(`React Native's own timers and requests, ${config}`, async () => {
    const { code } = await bundle(root, 'core.js', { config });
    const coreHost = readFileSync('tests/react-native/core-host.js', 'utf8');
    assert.equal(resultOf(await engines['Hermes']!(`${coreHost}\n${code}`)), expectedCore);
  });
}

for (const version of ['0.79', '0.87']) {
  test(`React Native ${version}, in development, transformed, by workers`, async () => {
    const { code } = await bundle(root, 'main.js', { version, dev: true, workers: 2, config: transformed });
    const { wrong } = resultOf(await engines['Hermes']!(code));
    assert.equal(wrong, []);
  });

  test(`React Native ${version}: source maps lead to the files as they were`, async () => {
    const lines = [
      'export async function first(value) {',
      '  await value;',
      '  for (const x of [1]) { await x; throw new Error(`here ${await value}`); }',
      '}',
      'first(1).catch(error => print(error.stack));',
    ];
    writeFileSync(join(root, 'mapped.js'), lines.join('\n'));
    const { code, map } = await bundle(root, 'mapped.js', { version, config: transformed });
    const before = code.slice(0, code.search(/new Error\([`"]here/)).split('\n');
    const { source, line, column } = originalPositionFor(new AnyMap(map), { line: before.length, column: before.at(-1)!.length });
    assert.equal({ source, line, column }, { source: join(root, 'mapped.js'), line: 3, column: lines[2]!.indexOf('new Error') });
  });

  test(`React Native ${version}: a file that cannot be parsed fails with its place; one with types of Flow is left as it is`, async () => {
    writeFileSync(join(root, 'broken.js'), 'export async function f() {\n  await await;\n}\n');
    const message = await bundle(root, 'broken.js', { version, config: transformed }).then(
      () => 'no error',
      error => (error as Error).message,
    );
    assert.match(message, /broken\.js:? [^]*\(2:/);
    assert.match(message, 'await await;');
    writeFileSync(
      join(root, 'flow.js'),
      "/**\n * @flow\n */\nexport async function f(x: ?number): Promise<number> {\n  await x;\n  return 1;\n}\nf().then(value => print('FLOW ' + value));\n",
    );
    const { code } = await bundle(root, 'flow.js', { version, config: transformed });
    assert.match(await engines['Hermes']!(code), /FLOW 1/);
  });

  test(`React Native ${version}: without the alias there is no node:async_hooks`, async () => {
    const message = await bundle(root, 'main.js', { version }).then(
      () => 'no error',
      error => (error as Error).message,
    );
    assert.match(message, /Unable to resolve module node:async_hooks/);
  });
}

test.run();
