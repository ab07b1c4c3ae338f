// The lanes: which subjects the conformance suite runs on, in which runtimes, with which expected failures.
import { join } from 'node:path';

const byHost = 'AsyncLocalStorage shows a generator the context of whoever resumes it; the transform makes it exact, but not in workerd, where enterWith throws';

/** What every carrier on AsyncLocalStorage cannot do. */
const asyncLocalStorageFailures = {
  'generators: the body runs in the context of the call': byHost,
  'generators: the body of a generator without a context has none': byHost,
  'generators: yield* goes on in the context of the call': byHost,
  'async generators: the body runs in the context of the call': byHost,
  'async generators: requests that queue up go on in the context of the call': byHost,
};

/** The subjects: the module that exports `AsyncContext`, the format it comes in, whether it is bundled with the suite. */
export const subjects = {
  source: { format: 'esm', code: "export { AsyncContext } from './src/index.js';" },
  esm: { format: 'esm', code: "export { AsyncContext } from './dist/esm/node/index.js';", external: true },
  cjs: { format: 'cjs', code: "export { AsyncContext } from './dist/cjs/node/index.js';", external: true },
  // For every engine and not for Node: finds AsyncLocalStorage by itself. As a script, which is what it is.
  minified: {
    format: 'cjs',
    code: `import { readFileSync } from 'node:fs';
      import { runInThisContext } from 'node:vm';
      runInThisContext(readFileSync('dist/asynccontext.global.min.js', 'utf8'));
      export const { AsyncContext } = globalThis;`,
  },
  polyfill: {
    format: 'esm',
    code: "import './dist/esm/node/polyfill.js'; export const { AsyncContext } = globalThis;",
    external: true,
  },
  // The suite goes through the transform.
  transformed: { format: 'esm', code: "export { AsyncContext } from './dist/esm/node/index.js';", external: true, runtime: 'dist/esm/node/runtime.js' },
  'transformed cjs': { format: 'cjs', code: "export { AsyncContext } from './dist/cjs/node/index.js';", external: true, runtime: 'dist/cjs/node/runtime.js' },
};

const node = ['node-18', 'node-20', 'node-22', 'node-24', 'node-26'];

/** Which subjects run where. */
export const matrix = [
  { runtimes: ['this node'], subjects: ['source', 'esm', 'cjs', 'minified', 'polyfill'] },
  { runtimes: node, subjects: ['esm', 'cjs', 'minified', 'polyfill', 'transformed', 'transformed cjs'] },
  { runtimes: ['bun', 'deno'], subjects: ['esm', 'cjs', 'polyfill', 'transformed'] },
  { runtimes: ['workerd'], subjects: ['esm', 'polyfill', 'transformed'] },
];

/**
 * The entry of a lane, to be bundled.
 *
 * @param {string} root - The project's folder.
 * @param {string} name - The lane's name.
 * @param {string} subject - The subject's name.
 */
export const entry = (root, name, subject) => `
  import { AsyncContext } from 'subject';
  import { conformance } from ${JSON.stringify(join(root, 'tests/conformance/conformance.ts'))};
  conformance({ name: ${JSON.stringify(name)}, AsyncContext, expectedFailures: ${JSON.stringify(subjects[subject].runtime && !name.includes('workerd') ? {} : asyncLocalStorageFailures)} });
`;
