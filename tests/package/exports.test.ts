// The fields of package.json that name the entries match the build's table, and lead every runtime and tool to the files for it.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { project } from './app.js';

const { entries, packageJson } = (await import(pathToFileURL(join(project, 'build.mjs')).href)) as typeof import('../../build.mjs');
const text = readFileSync(join(project, 'package.json'), 'utf8');

test('package.json is what the table of entries gives', () => {
  assert.ok(text === packageJson(), 'package.json is not what build.mjs makes of its table of entries: run `node build.mjs exports`');
});

/** A path, or a target for each condition; the first condition that holds counts. */
type Target = string | { readonly [condition: string]: Target };
/** The algorithm that Node's documentation calls PACKAGE_TARGET_RESOLVE. */
function resolve(target: Target, conditions: readonly string[]): string | undefined {
  if (typeof target === 'string') return target;
  for (const [condition, inner] of Object.entries(target)) {
    const found = condition === 'default' || conditions.includes(condition) ? resolve(inner, conditions) : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The conditions that each runtime sets besides `import` or `require`, and the build that it needs: the one with AsyncLocalStorage or the other. */
const runtimes: Readonly<Record<string, readonly [build: 'node' | 'any', ...conditions: string[]]>> = {
  Node: ['node', 'node', 'node-addons', 'module-sync'],
  Deno: ['node', 'deno', 'node'],
  Bun: ['node', 'bun', 'node'],
  workerd: ['node', 'workerd', 'worker', 'browser'],
  'an edge runtime': ['node', 'edge-light', 'worker', 'browser'],
  Electron: ['node', 'node', 'electron'],
  'a page': ['any', 'browser', 'module', 'development'],
  'a web worker': ['any', 'worker', 'browser', 'production'],
  'Jest in jsdom': ['any', 'browser'],
  'a page rendered by Node as if in a browser': ['any', 'browser', 'node'],
  'React Native': ['any', 'react-native'],
  'an engine that says nothing of itself': ['any'],
};
const { exports: map } = JSON.parse(text) as { exports: Record<string, Target> };
const paths = Object.keys(map).filter(path => !/\*|\.json$/.test(path));
const formats = { import: ['esm', 'd.ts'], require: ['cjs', 'd.cts'] } as const;

for (const [runtime, [build, ...conditions]] of Object.entries(runtimes)) {
  test(`${runtime}: each entry in each format, and its types`, () => {
    assert.ok(paths.length > Object.keys(entries).length);
    for (const path of paths) {
      const name = path === '.' ? 'index' : path.slice(2);
      // All other entries run when an app is built, so only in Node.
      const folder = name in entries ? build : 'node';
      for (const [format, [built, types]] of Object.entries(formats)) {
        assert.is(resolve(map[path]!, [format, ...conditions]), `./dist/${built}/${folder}/${name}.js`);
        assert.is(resolve(map[path]!, [format, 'types', ...conditions]), `./dist/types/${name}.${types}`);
      }
    }
  });
}

test.run();
