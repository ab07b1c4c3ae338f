// The rows of the suites in this folder: the await hook, program by program.
const folder = 'tests/browsers/suites/await-hook';

/** @type {import('../../suites.mjs').Suite[]} */
export const awaitHook = [
  ...['deferreds', 'derived-classes', 'thenables', 'reads', 'constructors', 'isolated', 'cross-origin'].map(name => ({ name: `await-hook-${name}`, entry: `${folder}/${name}.test.ts` })),
  { name: 'await-hook-pages', entry: `${folder}/pages.test.ts`, where: ['page', 'service-worker'] },
];
