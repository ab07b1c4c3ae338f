// The rows of the suites in this folder: the await hook, program by program.
import { fileURLToPath } from 'node:url';

const folder = 'tests/browsers/suites/await-hook';

const path = name => fileURLToPath(new URL(name, import.meta.url));

/** The ways to load the library: the first import, and the scripts before it. */
const ways = {
  polyfill: { way: path('../../../../polyfill/index.ts'), scripts: [] },
  script: { way: path('nothing.ts'), scripts: ['dist/asynccontext.global.min.js'] },
  ponyfill: { way: path('nothing.ts'), scripts: [] },
};

/** The patches of `then` that are made before this library is loaded. */
const thens = {
  zone: { way: path('nothing.ts'), scripts: ['node_modules/zone.js/bundles/zone.umd.js'] },
  wrapped: { way: path('wrapped-then.ts'), scripts: [] },
  counted: { way: path('counted-then.ts'), scripts: [] },
};

/** Replaces the import of `way`, and keeps its side effects. */
const first = way => ({
  name: 'first',
  setup: ({ onResolve }) => onResolve({ filter: /^way$/ }, () => ({ path: way, sideEffects: true })),
});

/** @type {import('../../suites.mjs').Suite[]} */
export const awaitHook = [
  ...['deferreds', 'derived-classes', 'thenables', 'reads', 'touches', 'constructors', 'isolated', 'cross-origin', 'enter-with'].map(name => ({
    name: `await-hook-${name}`,
    entry: `${folder}/${name}.test.ts`,
  })),
  { name: 'await-hook-pages', entry: `${folder}/pages.test.ts`, where: ['page', 'service-worker'] },
  ...Object.entries(ways).map(([name, { way, scripts }]) => ({
    name: `await-hook-before-${name}`,
    entry: `${folder}/before.test.ts`,
    scripts,
    build: { plugins: [first(way)], define: { WAY: JSON.stringify(name) } },
  })),
  ...Object.entries(thens).map(([name, { way, scripts }]) => ({
    name: `await-hook-then-before-${name}`,
    entry: `${folder}/then-before.test.ts`,
    scripts,
    build: { plugins: [first(way)], define: { WAY: JSON.stringify(name) } },
  })),
];
