// The rows of the suites in this folder: this library beside others.
import { fileURLToPath } from 'node:url';
import { define as model } from '../../../model/settings.mjs';

const folder = 'tests/browsers/suites/neighbours';
const path = name => fileURLToPath(new URL(name, import.meta.url));

/** The carrier of pages all of whose code is transformed. */
const withoutHook = { '#carrier': path('../../../../src/carriers/for-transformed.ts') };

/** Replaces `neighbour/first` by a module, and keeps its side effects. */
const first = file => ({
  name: 'first',
  setup: ({ onResolve }) => onResolve({ filter: /^neighbour\/first$/ }, () => ({ path: file, sideEffects: true })),
});

/** When each library is loaded: before this one, between it and the first Variable, or after that. */
const libraries = {
  'core-js': ['before', 'after'],
  'core-js-forced': ['before', 'between', 'after'],
  'es6-shim': ['before', 'after'],
  bluebird: ['before', 'between', 'after'],
  subclass: ['before', 'after'],
  wrapper: ['before', 'after'],
  'zone-0.11': ['before', 'after'],
  'zone-0.14': ['before', 'between', 'after'],
  stacked: ['before', 'between', 'after'],
};

/**
 * Libraries beside which the model test runs as well, each as the module `neighbour/first`; and the kinds of steps to leave out, since the README's exception
 * of a replaced Promise or `then` holds for them. A library's queue ties only the callbacks themselves: it calls the `then` of a thenable that a reaction has
 * returned, and the resolving functions of a derived class, in whichever context the queue runs.
 */
const models = {
  stacked: ['derived'],
  'bluebird-late': ['thenables', 'settling with thenables'],
  'core-js-forced-late': ['derived', 'thenables', 'settling with thenables'],
  // zone.js reports errors of listeners itself.
  'zone-0.14': ['derived', 'thenables', 'uncaught errors'],
};

/** @type {import('../../suites.mjs').Suite[]} */
export const neighbours = [
  ...Object.entries(libraries).flatMap(([library, orders]) =>
    orders.map(order => ({
      name: `neighbour-${library}-${order}`,
      entry: `${folder}/libraries.test.ts`,
      build: { alias: { neighbour: path(`libraries/${library}.ts`) }, define: { ORDER: JSON.stringify(order), CARRIER: '"browser"' } },
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
  ...Object.entries(models).map(([library, without]) => ({
    name: `neighbour-model-${library}`,
    entry: `${folder}/model.test.ts`,
    where: ['module-worker'],
    build: { plugins: [first(path(`libraries/${library}.ts`))], define: model(without) },
  })),
  ...[{ carrier: 'hook' }, { carrier: 'no-hook', without: ['await'] }, { carrier: 'transformed', alias: withoutHook }].map(
    ({ carrier, without = [], alias = {} }) => ({
      name: `neighbour-queue-${carrier}`,
      entry: `${folder}/queue.test.ts`,
      build: { alias, define: { WITHOUT: JSON.stringify(without) } },
    }),
  ),
  { name: 'neighbour-idb', entry: `${folder}/idb.test.ts` },
  {
    name: 'neighbour-fake-timers',
    entry: `${folder}/fake-timers.test.ts`,
    // The library imports these modules of Node, and works without them in a browser.
    build: { external: ['node:*', 'perf_hooks', 'timers', 'timers/promises', 'util'] },
  },
  { name: 'neighbour-extension', entry: `${folder}/extension.test.ts`, extension: `${folder}/extension` },
  { name: 'frames', entry: `${folder}/frames.test.ts` },
  { name: 'bundled', entry: `${folder}/bundled.test.ts` },
  { name: 'locked-down', entry: `${folder}/locked-down.test.ts` },
  { name: 'neighbour-ses', entry: `${folder}/ses.test.ts` },
  { name: 'neighbour-get-intrinsic', entry: `${folder}/get-intrinsic.test.ts` },
];
