// The plugin in Farm. Farm's output for browsers runs nowhere else, so these tests run its output for Node.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { build, root, run, type Task } from './check-bundler.js';
import { expected } from './expected.mjs';

// A Farm entry with top-level await exports nothing, so this entry only imports the app.
writeFileSync(join(root, 'src/entry.js'), "globalThis.app = import('./main.ts');\n");
const entry = 'src/entry.js';
const textOf = (folder: string) =>
  readdirSync(folder)
    .filter(name => name.endsWith('.js'))
    .map(name => readFileSync(join(folder, name), 'utf8'))
    .join('\n');
async function built(task: Partial<Task>) {
  const warnings: string[] = [];
  const folder = await build('farm', { entry, onWarning: text => warnings.push(text), ...task });
  return { folder, warnings, text: textOf(folder) };
}
// The whole property, since Farm's own runtime contains one of the words.
const hooks = (text: string) => ['name: "browser, transformed"', 'name: "browser"'].map(name => text.split(name).length - 1);

test('an app for Node finds the context everywhere, and says where it fails', async () => {
  const { folder, warnings } = await built({ platform: 'node' });
  const [results, stack] = run(
    `await import(${JSON.stringify(pathToFileURL(join(folder, 'main.js')).href)}); const app = await globalThis.app; give([app.results, await app.stackOfFailure()])`,
  );
  assert.equal(results, expected);
  const line =
    readFileSync(join(root, 'src/fail.ts'), 'utf8')
      .split('\n')
      .findIndex(text => text.includes('// here')) + 1;
  assert.match(stack, new RegExp(`fail\\.ts:${line}:`));
  assert.equal(warnings, []);
});

const exclude = '/cjs-dependency/';
const cases: [options: object, present: [without: number, hook: number], warns: boolean, platform?: 'node'][] = [
  [{}, [1, 0], false],
  [{ awaitHook: true }, [0, 1], false],
  [{ exclude }, [0, 1], true],
  [{ exclude, awaitHook: false }, [1, 0], false],
  [{ exclude, awaitHook: true }, [0, 1], false],
  [{ exclude }, [0, 0], false, 'node'],
];
for (const [options, present, warns, platform = 'browser'] of cases) {
  test(`for ${platform}, the await hook is where it is needed: ${JSON.stringify(options)}`, async () => {
    const { text, warnings } = await built({ options, platform });
    assert.equal(hooks(text), present);
    assert.is(warnings.length, warns ? 1 : 0, warnings.join());
    if (warns) assert.match(warnings[0]!, /the await hook stays[^]*cjs-dependency/);
  });
}

test('a warning or an error about code that cannot be parsed, or made exact, names its place', async () => {
  mkdirSync(join(root, 'broken'), { recursive: true });
  writeFileSync(join(root, 'broken/broken.js'), 'export const one = 1;\n\nexport async function wrong() {\n  await null;\n  const 5five = 5;\n}\n');
  const error: Error = await built({ entry: 'broken/broken.js' }).then(
    () => assert.unreachable('it was built'),
    error => error,
  );
  assert.match(error.message, /broken\.js:5:/);
  writeFileSync(join(root, 'broken/sloppy.cjs'), 'module.exports = function* (a) {\n  a = 2;\n  yield arguments[0];\n};\n');
  writeFileSync(join(root, 'broken/uses.js'), "import sloppy from './sloppy.cjs';\nglobalThis.used = [...sloppy(1)];\n");
  const { warnings } = await built({ entry: 'broken/uses.js' });
  assert.match(warnings.join('\n'), /sloppy\.cjs:1:\d+: [^]*arguments object/);
});

test('node:async_hooks becomes the entry for browsers', async () => {
  writeFileSync(join(root, 'src/hooks.js'), "import { AsyncLocalStorage } from 'node:async_hooks';\nglobalThis.storage = AsyncLocalStorage;\n");
  const { text } = await built({ entry: 'src/hooks.js', options: { asyncHooks: true } });
  assert.match(text, /class AsyncLocalStorage\b|withScope/);
});

test('its cache knows options apart', async () => {
  const settings = { compilation: { persistentCache: { cacheDir: join(root, 'farm-cache') } } };
  for (const [options, present] of [
    [{}, [1, 0]],
    [{ awaitHook: true }, [0, 1]],
    [{}, [1, 0]],
  ] as const) {
    for (let i = 0; i < 2; i++) assert.equal(hooks((await built({ options, settings })).text), present, `${JSON.stringify(options)} ${i}`);
  }
});

test.run();
