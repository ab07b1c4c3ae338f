// The rows of the suites in this folder: other people's libraries beside this one.
import { fileURLToPath } from 'node:url';

const folder = 'tests/browsers/suites/neighbours';
const path = name => fileURLToPath(new URL(name, import.meta.url));

const libraries = [
  'core-js', 'core-js-forced', 'es6-shim', 'bluebird', 'subclass', 'wrapper', 'zone-0.11', 'zone-0.14', 'stacked',
];

/** @type {import('../../suites.mjs').Suite[]} */
export const neighbours = [
  ...libraries.flatMap(library =>
    ['before', 'between', 'after'].map(order => ({
      name: `neighbour-${library}-${order}`,
      entry: `${folder}/libraries.test.ts`,
      build: { alias: { neighbour: path(`libraries/${library}.ts`) }, define: { ORDER: JSON.stringify(order) } },
    })),
  ),
  ...['before', 'between', 'after', 'after, in a context'].map(order => ({
    name: `neighbour-dexie-${order.replaceAll(/[, ]+/g, '-')}`,
    entry: `${folder}/dexie.test.ts`,
    build: { define: { ORDER: JSON.stringify(order) } },
  })),
  ...['before', 'after'].map(order => ({
    name: `neighbour-angular-${order}`,
    entry: `${folder}/angular.test.ts`,
    build: { define: { ORDER: JSON.stringify(order), ngDevMode: 'true' } },
  })),
  ...['es6-shim', 'promises-es6', 'promises-aplus'].map(foreign => ({
    name: `foreign-${foreign}`,
    entry: `${folder}/foreign.test.ts`,
    build: { alias: { 'foreign-suite': path(`foreign-${foreign}.ts`), assert: path('foreign-assert.cjs') } },
  })),
  { name: 'frames', entry: `${folder}/frames.test.ts` },
  { name: 'bundled', entry: `${folder}/bundled.test.ts` },
  { name: 'locked-down', entry: `${folder}/locked-down.test.ts` },
];
