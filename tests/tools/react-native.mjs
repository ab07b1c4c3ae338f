// React Native's app: bundled with the real Metro and presets of each version, with the transform and without, and run on Hermes and JavaScriptCore.
import assert from 'node:assert/strict';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AnyMap, originalPositionFor } from '@jridgewell/trace-mapping';
import { install, pack } from '../package/install.mjs';
import { compile, engines } from '../react-native/engines.mjs';
import { bundle } from '../react-native/metro.mjs';
import { reactNatives } from '../runtimes.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const everything = realpathSync(mkdtempSync(join(tmpdir(), 'asynccontext-')));
process.on('exit', () => rmSync(everything, { recursive: true, force: true }));

/** An app that installed the package as it is shipped. */
async function createApp() {
  const root = join(everything, 'app');
  cpSync(fileURLToPath(new URL('../react-native/app', import.meta.url)), root, { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "private": true }');
  await install(await pack(project, everything), root);
  mkdirSync(join(root, 'node_modules/@opentelemetry'));
  cpSync(join(project, 'node_modules/@opentelemetry/api'), join(root, 'node_modules/@opentelemetry/api'), { recursive: true });
  for (const name of ['oxc-parser', 'magic-string']) symlinkSync(join(project, 'node_modules', name), join(root, 'node_modules', name), 'junction');
  return root;
}
const root = await createApp();
const plain = 'plain.config.cjs';
const transformed = 'transformed.config.cjs';

/** What the app said in the end. */
function resultOf(text) {
  const result = /^RESULT (.*)$/m.exec(text)?.[1];
  assert.ok(result, `expected a result, got ${text.slice(-2000)}`);
  return JSON.parse(result);
}

const ways = ['Variable', 'Snapshot', 'facade', 'AsyncLocalStorage', 'AsyncResource', 'OpenTelemetry'];
const bodies = ['the body of a generator', 'yield* of a generator', 'a method that is a generator', 'the body of an async generator'];
/** Of code that is not transformed: a body that is resumed by another flow sees that flow's values. */
const expectedWrong = ways.flatMap(way => bodies.map(body => `${way}: ${body}: somebody else's`));

const profiles = ['default', 'hermes-stable'];
for (const version of reactNatives) {
  for (const profile of profiles) {
    for (const [config, wrong] of [[plain, expectedWrong], [transformed, []]]) {
      test(`React Native ${version}, for ${profile}, ${config}`, async () => {
        const { code } = await bundle(root, 'main.js', { version, profile, config });
        assert.equal(code.match(/asynccontext\.agent\.v1/g).length, 1, 'one copy of the library');
        // The newer Hermes has classes, and no shell that could be had.
        const isNewer = /^ *class /m.test(code);
        await compile(code);
        for (const engine of isNewer ? ['JavaScriptCore'] : Object.keys(engines)) {
          const result = resultOf(await engines[engine](code));
          assert.equal(result.error, undefined, engine);
          assert.ok(result.looks > 2000, engine);
          assert.deepEqual(result.wrong, wrong, engine);
        }
      });
    }
  }
}

/** Of React Native's own, what does not find the context: it dispatches the events of a WebSocket as a program dispatches its own. */
const expectedCore = [
  'WebSocket, onopen: none',
  ...['XMLHttpRequest, loadend', 'XMLHttpRequest, onload', 'fetch 200', 'queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback', 'setImmediate', 'setInterval', 'setTimeout'].map(what => `${what}: right`),
];
for (const config of [plain, transformed]) {
  test(`React Native's own timers and requests, ${config}`, async () => {
    const { code } = await bundle(root, 'core.js', { config });
    const coreHost = readFileSync(new URL('../react-native/core-host.js', import.meta.url), 'utf8');
    assert.deepEqual(resultOf(await engines.Hermes(`${coreHost}\n${code}`)), expectedCore);
  });
}

for (const version of [reactNatives[0], reactNatives.at(-1)]) {
  test(`React Native ${version}, in development, transformed, by workers`, async () => {
    const { code } = await bundle(root, 'main.js', { version, dev: true, workers: 2, config: transformed });
    const { wrong } = resultOf(await engines.Hermes(code));
    assert.deepEqual(wrong, []);
  });

  test(`React Native ${version}: source maps lead to the files as they were`, async () => {
    const lines = ['export async function first(value) {', '  await value;', "  for (const x of [1]) { await x; throw new Error(`here ${await value}`); }", '}', 'first(1).catch(error => print(error.stack));'];
    writeFileSync(join(root, 'mapped.js'), lines.join('\n'));
    const { code, map } = await bundle(root, 'mapped.js', { version, config: transformed });
    const before = code.slice(0, code.search(/new Error\([`"]here/)).split('\n');
    const { source, line, column } = originalPositionFor(new AnyMap(map), { line: before.length, column: before.at(-1).length });
    assert.deepEqual({ source, line, column }, { source: join(root, 'mapped.js'), line: 3, column: lines[2].indexOf('new Error') });
  });

  test(`React Native ${version}: a file that cannot be parsed fails with its place; one with types of Flow is left as it is`, async () => {
    writeFileSync(join(root, 'broken.js'), 'export async function f() {\n  await await;\n}\n');
    await assert.rejects(bundle(root, 'broken.js', { version, config: transformed }), error => /broken\.js:? .*\(2:/s.test(error.message) && error.message.includes('await await;'));
    writeFileSync(join(root, 'flow.js'), "/**\n * @flow\n */\nexport async function f(x: ?number): Promise<number> {\n  await x;\n  return 1;\n}\nf().then(value => print('FLOW ' + value));\n");
    const { code } = await bundle(root, 'flow.js', { version, config: transformed });
    assert.match(await engines.Hermes(code), /FLOW 1/);
  });

  test(`React Native ${version}: without the alias there is no node:async_hooks`, async () => {
    await assert.rejects(bundle(root, 'main.js', { version }), /node:async_hooks/);
  });
}
