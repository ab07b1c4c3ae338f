// The suites that run in browsers.
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { define as model } from '../model/settings.mjs';
import { transformed } from '../transform/plugin.mjs';
import { interop } from '../interop/suites.mjs';
import { loweredSuites } from '../lowered/suites.mjs';
import { byZone } from './suites/by-zone/suites.mjs';
import { awaitHook } from './suites/await-hook/suites.mjs';
import { neighbours } from './suites/neighbours/suites.mjs';

/** The carrier of pages all of whose code is transformed. */
const withoutHook = { '#carrier': join(fileURLToPath(new URL('../..', import.meta.url)), 'src/carriers/for-transformed.ts') };

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} entry the test file, relative to the repository
 * @property {(keyof typeof import('./rig/places.mjs').places)[]} [where] places to run it in, each as a suite of its own; default `['page']`
 * @property {string[]} [scripts] classic scripts to load before it, relative to the repository
 * @property {string} [extension] the folder of an extension, relative to the repository, that is installed in Firefox while the suite runs
 * @property {import('esbuild').BuildOptions} [build] changes to how it is bundled
 */

/** @type {Suite['where']} */
const everywhere = ['page', 'csp', 'classic-script', 'iframe', 'worker', 'module-worker', 'shared-worker', 'service-worker'];

/** @type {Suite[]} */
export const suites = [
  {
    name: 'zone-before',
    entry: 'tests/browsers/suites/zone.test.ts',
    scripts: ['node_modules/zone.js/bundles/zone.umd.js'],
    build: { define: { ORDER: '"before"' } },
  },
  {
    name: 'zone-after',
    entry: 'tests/browsers/suites/zone.test.ts',
    build: { define: { ORDER: '"after"' } },
  },
  {
    name: 'model',
    entry: 'tests/browsers/suites/model.test.ts',
    where: everywhere,
    build: { define: model() },
  },
  { name: 'soak', entry: 'tests/browsers/suites/soak.test.ts', build: { define: { MODEL: '{}' } } },
  {
    name: 'conformance',
    entry: 'tests/browsers/suites/conformance.test.ts',
    where: everywhere,
    // Strict, since some tests look at `this`, which would be the global in a sloppy classic script.
    build: { banner: { js: '"use strict";' } },
  },
  ...['conformance', 'model', 'modules'].flatMap(name =>
    [
      { hook: '"with the await hook"', name: `transformed-${name}`, alias: {} },
      { hook: '"without the await hook"', name: `transformed-${name}-no-hook`, alias: withoutHook },
    ].map(({ hook, name: suite, alias }) => ({
      name: suite,
      entry: name === 'modules' ? 'tests/transform/modules.ts' : `tests/browsers/suites/transformed-${name}.test.ts`,
      build: { plugins: [transformed()], alias, define: { HOOK: hook, ...model() } },
    })),
  ),
  ...[...['esbuild', 'rollup', 'rolldown', 'vite', 'webpack', 'rspack'].map(bundler => `/built/${bundler}/main.js`), '/dev/src/main.ts'].map(path => ({
    name: `plugins-${/\w+(?=\/(?:main|src))/.exec(path)}`,
    entry: 'tests/browsers/suites/plugins/app.test.ts',
    build: { define: { PATH: JSON.stringify(path) } },
  })),
  ...[false, true].map(frozen => ({
    name: `transformed-promises${frozen ? '-frozen' : ''}`,
    entry: 'tests/browsers/suites/transformed-promises/promises.test.ts',
    build: { plugins: [transformed()], alias: withoutHook, define: { FROZEN: String(frozen) } },
  })),
  ...['before', 'after'].map(order => ({
    name: `transformed-zone-${order}`,
    entry: 'tests/browsers/suites/zone.test.ts',
    scripts: order === 'before' ? ['node_modules/zone.js/bundles/zone.umd.js'] : [],
    build: { plugins: [transformed()], alias: withoutHook, define: { ORDER: JSON.stringify(order) } },
  })),
  // Transformed and untransformed code that call each other.
  ...[['flow'], ['work', 'each', 'follow'], ['flow', 'numbers'], ['work', 'each', 'numbers']].map(leave => ({
    name: `transformed-mixed-${leave.join('-')}`,
    entry: 'tests/browsers/suites/transformed-mixed.test.ts',
    build: { plugins: [transformed(undefined, { leave })], define: model() },
  })),
  {
    name: 'propagation',
    entry: 'tests/browsers/suites/propagation.test.ts',
    where: ['page', 'worker'],
  },
  {
    name: 'propagation-reads',
    entry: 'tests/browsers/suites/propagation-reads.test.ts',
    where: ['page', 'module-worker'], // both are modules, which top-level await needs
  },
  {
    name: 'propagation-unpatched',
    entry: 'tests/browsers/suites/propagation-unpatched.test.ts',
  },
  {
    name: 'propagation-switches',
    entry: 'tests/browsers/suites/propagation-switches.test.ts',
    where: ['page', 'worker'],
  },
  {
    name: 'retention',
    entry: 'tests/browsers/suites/retention.test.ts',
  },
  {
    name: 'without-await-hook',
    entry: 'tests/browsers/suites/without-await-hook.test.ts',
    where: ['page', 'worker'],
  },
  {
    name: 'promises',
    entry: 'tests/browsers/suites/promises.test.ts',
    where: ['page', 'module-worker'], // both are modules, which top-level await needs
  },
  {
    name: 'promises-rejections',
    entry: 'tests/browsers/suites/promises-rejections.test.ts',
  },
  {
    name: 'promises-order',
    entry: 'tests/browsers/suites/promises-order.test.ts',
    where: ['page', 'worker'],
  },
  ...['before', 'after'].map(when => ({
    name: `promises-patched-${when}`,
    entry: 'tests/browsers/suites/promises-patched.test.ts',
    build: { define: { PATCHED: JSON.stringify(when) } },
  })),
  { name: 'hostile', entry: 'tests/hostile/in-browsers.ts' },
  ...byZone,
  ...awaitHook,
  ...neighbours,
  ...interop,
  ...loweredSuites,
  {
    name: 'playground',
    entry: 'tests/demo/playground/browser/suite.ts',
  },
  {
    name: 'debug',
    entry: 'tests/debug/browser/suite.ts',
    where: ['page', 'module-worker'],
    build: { define: { LOCKED: 'false' } },
  },
  {
    name: 'debug-locked-down',
    entry: 'tests/debug/browser/suite.ts',
    build: { define: { LOCKED: 'true' } },
  },
  {
    name: 'context',
    entry: 'tests/browsers/suites/context.test.ts',
    where: ['page', 'worker'],
  },
  {
    name: 'transformed-context',
    entry: 'tests/browsers/suites/context.test.ts',
    build: { plugins: [transformed()], alias: withoutHook },
  },
  {
    name: 'smoke',
    entry: 'tests/browsers/suites/smoke.test.ts',
    where: everywhere,
  },
];
