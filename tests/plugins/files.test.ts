// The files that the plugins take, by the names that bundlers give them.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { isOwn, withoutHook } from '../../src/transform/own-files.js';
import { createFilter } from '../../src/transform/plugins/plugin-options.js';

const names: [name: string, taken: boolean][] = [
  ['/app/a.js', true],
  ['/app/a.mts', true],
  ['/app/a.tsx', true],
  ['C:\\app\\a.cjs', true],
  ['/app/node_modules/.vite/deps/a.js?v=1234', true],
  ['/app/App.vue', true],
  ['/app/App.vue?vue&type=script&setup=true&lang.ts', true],
  ['/app/App.vue?vue&type=style&index=0&lang.css', false],
  ['/app/index.html', false],
  ['/app/index.html?html-proxy&index=0.js', true],
  ['/app/index.html?html-proxy&inline-css&index=0.css', false],
  ['\0virtual:routes', true],
  ['virtual:routes', true],
  ['/app.d/file', true],
  // The name of a module that a webpack loader makes without a file.
  ['', false],
  ['/app/a.css', false],
  ['/app/a.json', false],
  ['/app/a.wasm?init', false],
  ['/app/a.svg', false],
];
for (const [name, taken] of names) {
  test(`${taken ? 'takes' : 'leaves'} ${JSON.stringify(name)}`, () => assert.is(createFilter({})(name), taken));
}

test('include and exclude narrow, whatever the separators', () => {
  const filter = createFilter({ include: ['/src/', /\/lib\b/g], exclude: '/src/vendor/' });
  const cases: [string, boolean][] = [
    ['/app/src/a.js', true],
    ['C:\\app\\src\\a.js', true],
    ['/app/lib/a.js', true],
    ['/app/lib/b.js', true],
    ['/app/lib/a.css', false],
    ['/app/src/vendor/a.js', false],
    ['/app/other/a.js', false],
  ];
  for (const [name, taken] of cases) assert.is(filter(name), taken, name);
});

test('knows the files of this package, whichever copy', () => {
  const own = [
    '/x/node_modules/asynccontext/dist/esm/any/index.js',
    '/x/node_modules/.pnpm/asynccontext@1.0.0/node_modules/asynccontext/dist/cjs/node/runtime.js?v=1',
    'C:\\x\\node_modules\\asynccontext\\dist\\esm\\transformed\\carrier.js',
    '/x/node_modules/asynccontext/dist/cjs/shared/core.js',
    '/x/node_modules/asynccontext/dist/cjs/es2019/index.js',
    '/x/node_modules/asynccontext/dist/asynccontext.global.min.js',
  ];
  for (const name of own) assert.ok(isOwn(name), name);
  const others = [
    '/x/asynccontext/src/index.js',
    '/x/simple-asynccontext/dist/esm/any/index.js',
    '/x/asynccontext/dist/esm/other/index.js',
    '/x/asynccontext-dist/a.js',
  ];
  for (const name of others) assert.not.ok(isOwn(name), name);
});

test('a copy without a carrier for transformed pages keeps the one it has', () => {
  const name = '/nowhere/node_modules/asynccontext/dist/esm/any/carrier.js';
  assert.is(withoutHook(name), name);
});

test.run();
