// The suites that run in browsers.

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} entry the test file, relative to the repository
 * @property {(keyof typeof import('./rig/places.mjs').places)[]} [where] places to run it in, each as a suite of its own; `['page']` if left out
 * @property {string[]} [scripts] classic scripts to load before it, relative to the repository
 * @property {import('esbuild').BuildOptions} [build] changes to how it is bundled
 */

/** @type {Suite[]} */
export const suites = [
  {
    name: 'model',
    entry: 'tests/browsers/suites/model.test.ts',
  },
  {
    name: 'conformance',
    entry: 'tests/browsers/suites/conformance.test.ts',
  },
  {
    name: 'smoke',
    entry: 'tests/browsers/suites/smoke.test.ts',
    where: ['page', 'csp', 'classic-script', 'iframe', 'worker', 'module-worker', 'shared-worker', 'service-worker'],
  },
];
