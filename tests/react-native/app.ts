// React Native's app on disk, and what it says when it has run.
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const project = process.cwd();
// Not bundled with the test: they know where they are.
const load = (path: string) => import(pathToFileURL(join(project, path)).href);
const { install, pack } = (await load('tests/package/install.mjs')) as typeof import('../package/install.mjs');
export const { compile, engines } = (await load('tests/react-native/engines.mjs')) as typeof import('./engines.mjs');
export const { bundle } = (await load('tests/react-native/metro.mjs')) as typeof import('./metro.mjs');

const everything = realpathSync(mkdtempSync(join(tmpdir(), 'asynccontext-')));
process.on('exit', () => rmSync(everything, { recursive: true, force: true }));

/** An app that installed the package as it is shipped. Returns its folder. */
export async function createApp(): Promise<string> {
  const root = join(everything, 'app');
  cpSync(join(project, 'tests/react-native/app'), root, { recursive: true });
  writeFileSync(join(root, 'package.json'), '{ "private": true }');
  await install(await pack(project, everything), root);
  mkdirSync(join(root, 'node_modules/@opentelemetry'));
  cpSync(join(project, 'node_modules/@opentelemetry/api'), join(root, 'node_modules/@opentelemetry/api'), { recursive: true });
  for (const name of ['oxc-parser', 'magic-string']) symlinkSync(join(project, 'node_modules', name), join(root, 'node_modules', name), 'junction');
  return root;
}

/** The app's configurations: as it is, and with the transform. */
export const plain = 'plain.config.cjs';
export const transformed = 'transformed.config.cjs';

/** The result that the app printed. */
export function resultOf(text: string): any {
  const result = /^RESULT (.*)$/m.exec(text)?.[1];
  if (!result) throw new Error(`expected a result, got ${text.slice(-2000)}`);
  return JSON.parse(result);
}

const ways = ['Variable', 'Snapshot', 'facade', 'AsyncLocalStorage', 'AsyncResource', 'OpenTelemetry'];
const bodies = ['the body of a generator', 'yield* of a generator', 'a method that is a generator', 'the body of an async generator'];
/** Of code that is not transformed: a body that is resumed by another flow sees that flow's values. */
const expectedWrong = ways.flatMap(way => bodies.map(body => `${way}: ${body}: somebody else's`));

/** Adds tests: the app as the Metro and the presets of some versions make it, on each engine. */
export async function tryVersions(...versions: string[]): Promise<void> {
  const root = await createApp();
  for (const version of versions) {
    for (const profile of ['default', 'hermes-stable']) {
      for (const [config, wrong] of [
        [plain, expectedWrong],
        [transformed, []],
      ] as const) {
        test(`React Native ${version}, for ${profile}, ${config}`, async () => {
          const { code } = await bundle(root, 'main.js', { version, profile, config });
          assert.is(code.match(/asynccontext\.agent\.v1/g)!.length, 1, 'one copy of the library');
          // The newer Hermes has classes, and no shell that could be had.
          const isNewer = /^ *class /m.test(code);
          await compile(code);
          for (const engine of isNewer ? ['JavaScriptCore'] : Object.keys(engines)) {
            const result = resultOf(await engines[engine]!(code));
            assert.is(result.error, undefined, engine);
            assert.ok(result.looks > 2000, engine);
            assert.equal(result.wrong, wrong, engine);
          }
        });
      }
    }
  }
}
