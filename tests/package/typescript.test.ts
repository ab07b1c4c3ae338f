// TypeScript from 5.6 on with the installed package, strict and not, beside the types of each version of Node.
import { cpSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, project, run } from './app.js';

const { runtime } = (await import(pathToFileURL(join(project, 'tests/runtimes.mjs')).href)) as { runtime: (name: string) => Promise<string> };

const app = await createApp();
app.write({ 'package.json': '{ "private": true, "type": "module" }' });

const current = join(project, 'node_modules/typescript/bin/tsc');
const compilers: Readonly<Record<string, () => string | Promise<string>>> = {
  ...Object.fromEntries(['5.6', '5.9', '6.0'].map(version => [version, () => runtime(`typescript-${version}`)])),
  [(JSON.parse(readFileSync(join(project, 'node_modules/typescript/package.json'), 'utf8')) as { version: string }).version]: () => current,
};

let count = 0;
/** Compiles fixtures. Fails on any error. */
function compile(tsc: string, fixtures: readonly string[], options: object, types?: string): void {
  const folder = `app-${count++}`;
  const compilerOptions = { target: 'es2022', module: 'nodenext', lib: ['es2022'], types: [], noEmit: true, ...options };
  app.write({ [`${folder}/tsconfig.json`]: JSON.stringify({ compilerOptions, files: fixtures }) });
  for (const name of fixtures) app.write({ [`${folder}/${name}`]: readFileSync(join(project, 'tests/package/fixtures/types', name), 'utf8') });
  // Copies the types of Node, and the packages that these need.
  if (types !== undefined) cpSync(dirname(dirname(dirname(types))), join(app.root, folder, 'node_modules'), { recursive: true });
  const { status, report } = run(process.execPath, [tsc, '-p', folder], app.root);
  assert.is(status, 0, report);
}

for (const [version, compiler] of Object.entries(compilers)) {
  for (const strict of [true, false]) {
    const title = `TypeScript ${version}, ${strict ? 'strict' : 'not strict'}`;
    test(`${title}: a Variable with a default goes where one is expected that has none`, async () => {
      compile(await compiler(), strict ? ['default.ts', 'tight.ts'] : ['default.ts'], { strict });
    });
    test(`${title}: a scope is one that \`using\` takes, in a library that has it`, async () => {
      compile(await compiler(), ['using.ts'], { strict, lib: ['es2022', 'esnext.disposable'] });
      compile(await compiler(), ['by-hand.ts'], { strict });
    });
  }
}

for (const major of [18, 20, 22, 24, 26]) {
  test(`the types of Node ${major}: its classes are the entry's, and the entry's are its`, async () => {
    const types = await runtime(`types-node-${major}`);
    const fixtures = ['from-node.ts', 'using.ts', ...(major === 18 ? [] : ['to-node.ts'])];
    for (const strict of [true, false]) compile(current, fixtures, { strict, types: ['node'] }, types);
  });
}

test.run();
