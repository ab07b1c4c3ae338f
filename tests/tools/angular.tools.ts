// Angular's CLI, whose own esbuild plugin loads all files: the await hook stays, and a warning says so.
import { readdirSync, readFileSync, realpathSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createContext, runInContext } from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, run, runtime } from './app.js';

const ng = await runtime('angular');
const folder = realpathSync(join(dirname(ng), '../../../..'));
const options = {
  outputPath: 'dist',
  index: 'src/index.html',
  browser: 'src/main.ts',
  tsConfig: 'tsconfig.json',
  outputHashing: 'none',
  optimization: false,
  aot: true,
};
const workspace = (more: object): string =>
  JSON.stringify({
    version: 1,
    projects: {
      app: {
        projectType: 'application',
        root: '',
        sourceRoot: 'src',
        architect: { build: { builder: '@angular-builders/custom-esbuild:application', options: { ...options, ...more } } },
      },
    },
    cli: { analytics: false, cache: { enabled: false } },
  });
const files = {
  'angular.json': workspace({ plugins: ['./esbuild-plugin.mjs'] }),
  'tsconfig.json': JSON.stringify({
    compilerOptions: { target: 'es2022', module: 'preserve', strict: true, skipLibCheck: true, types: [] },
    files: ['src/main.ts'],
  }),
  'esbuild-plugin.mjs': "import asynccontext from 'asynccontext/esbuild';\nexport default asynccontext();\n",
  'src/index.html': '<!doctype html><title>app</title>',
  'src/main.ts': `
    import { Variable } from 'asynccontext';
    import { later } from './part';
    const user = new Variable<string>({ defaultValue: 'none' });
    (globalThis as any).result = user.run('ada', async () => { const first = await later(() => user.get()); await later(() => ''); return [first, user.get()]; });`,
  'src/part.ts': 'export async function later(look: () => string): Promise<string> { await Promise.resolve(); return look(); }',
};

test('contexts go on after an await', async () => {
  const root = await createApp(folder, files);
  const said = await run([ng, 'build'], root);
  assert.match(said, /the await hook stays in this bundle(?=[^]*src\/main\.ts)(?=[^]*src\/part\.ts)/);
  const built = join(root, 'dist/browser');
  const main = readdirSync(built).find(name => /^main.*\.js$/.test(name))!;
  const page = createContext({ console });
  // Removes the exports, which nothing needs: this app imports nothing late, so it is a single file.
  runInContext(readFileSync(join(built, main), 'utf8').replace(/^export .*$/gm, ''), page);
  assert.equal([...((await page['result']) as string[])], ['ada', 'ada']);
});

test('asynccontext/zone among the polyfills: nothing is lowered, and zones follow native await', async () => {
  const root = await createApp(folder, {
    ...files,
    'angular.json': workspace({ polyfills: ['asynccontext/zone'] }),
    'src/main.ts': `
      import { Variable } from 'asynccontext';
      import { later } from './part';
      declare const Zone: any;
      const user = new Variable<string>({ defaultValue: 'none' });
      const look = () => Zone.current.name + ' ' + user.get();
      const flow = async () => { const first = await later(look); await later(() => ''); return [first, look()]; };
      (globalThis as any).result = Promise.all([user.run('ada', () => Zone.root.fork({ name: 'a' }).run(flow)), flow()]);`,
  });
  await run([ng, 'build'], root);
  const built = join(root, 'dist/browser');
  const text = (name: string): string => readFileSync(join(built, name), 'utf8').replace(/^export .*$/gm, '');
  assert.match(text('main.js'), /\basync function later\b/);
  const page = createContext({ console, setTimeout, [Symbol.for('asynccontext.options.v1')]: { zones: true } });
  for (const name of ['polyfills.js', 'main.js']) runInContext(`(() => {${text(name)}\n})()`, page); // as modules, so each has a scope of its own
  assert.is(page[Symbol.for('asynccontext.agent.v1') as unknown as string].carrier, 'zone');
  assert.equal(JSON.parse(JSON.stringify(await page['result'])), [
    ['a ada', 'a ada'],
    ['<root> none', '<root> none'],
  ]);
});

test.run();
