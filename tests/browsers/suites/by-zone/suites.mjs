// The rows of asynccontext/zone: the browser carrier's suites in pages with zone.js, and suites of its own.
import { carriers } from '../../../../build.mjs';
import { define as model } from '../../../model/settings.mjs';
import { neighbours } from '../neighbours/suites.mjs';

const folder = 'tests/browsers/suites';
const zone = ['node_modules/zone.js/bundles/zone.umd.js'];
/** Scripts of a page that keeps the engine's promises. */
const native = [`${folder}/by-zone/native-promise.js`];
const alias = { '#carrier': carriers.zone };

/** Kinds of steps to leave out of the model beside zone.js's Promise: see `models` in ../neighbours/suites.mjs. */
const aware = ['derived', 'thenables', 'uncaught errors'];

/** Lowers a suite's code. It runs in a worker, where the model takes fewer steps. */
const lower = suite => ({
  ...suite,
  where: ['worker'],
  build: { ...suite.build, supported: { 'async-await': false, 'async-generator': false, 'for-await': false } },
});

const lane =
  (name, scripts, version = 'zone.js', without = []) =>
  suite => ({
    name: `by-${name}-${suite}`,
    entry: `${folder}/${suite === 'zones' ? 'by-zone/zones' : suite}.test.ts`,
    scripts,
    build: { alias: { ...alias, '#zone': version }, define: model(without) },
  });

/** @type {import('../../suites.mjs').Suite[]} */
export const byZone = [
  ...['conformance', 'model', 'propagation', 'promises', 'zones'].map(lane('zone', [...native, ...zone])),
  ...['model', 'propagation', 'zones'].map(lane('zone-aware', zone, 'zone.js', aware)),
  // As Angular's CLI builds: async functions become generators, including those of this library.
  lower(lane('zone-lowered', zone, 'zone.js', aware)('model')),
  // The same, with this library's own patches.
  lower({ name: 'zone-lowered-model', entry: `${folder}/model.test.ts`, scripts: zone, build: { define: model(aware) } }),
  // No script is loaded before: the entry imports zone.js.
  ...Object.entries({ 0.11: 'zone.js-0.11/bundles/zone.umd.js', 0.14: 'zone.js-0.14' }).map(([version, path]) =>
    lane(`zone-${version}`, [], path, aware)('zones'),
  ),
  ...['plain', 'follow'].map(options => ({
    name: `by-zone-testing-${options}`,
    entry: `${folder}/by-zone/testing.test.ts`,
    build: { alias: { ...alias, '#entry': `./${folder}/by-zone/${options}.ts` } },
  })),
  // Other libraries in the same page. es6-shim, Dexie and zone.js break each other even without this library.
  ...neighbours
    .filter(({ name }) => /^neighbour-(?:(?:core-js|bluebird|subclass|wrapper)-before|idb|fake-timers)$/.test(name))
    .map(({ name, build, ...suite }) => ({
      ...suite,
      name: `by-zone-${name}`,
      scripts: [...native, ...zone],
      build: { ...build, alias: { ...build?.alias, ...alias }, define: { ...build?.define, CARRIER: '"zone"' } },
    })),
  { name: 'by-zone-aware-promise', entry: `${folder}/by-zone/promises.test.ts`, build: { alias } },
  { name: 'by-zone-beyond', entry: `${folder}/by-zone/beyond.test.ts`, build: { alias } },
  { name: 'by-zone-angular', entry: `${folder}/by-zone/angular.test.ts`, build: { alias, define: { ngDevMode: 'true' } } },
];
