// The lanes: the subjects of the conformance suite, the runtimes they run in, and the expected failures.
import { join } from 'node:path';
import { conformanceFailures, failuresOnHermes } from '../lowered/expected-failures.mjs';
import { asyncLocalStorageFailures, browserFailures, shellFailures } from './expected-failures.mjs';

/** The hosts that make a window in Node. */
const doms = ['jsdom', 'happy-dom'];

/** The expected failures of a lane, with a reason for each test. */
export function failuresOf({ subject, host, flag }) {
  const { lowered, runtime, shell, browser } = subjects[subject];
  const exceptEvents = shell && !doms.includes(host) ? shellFailures : {};
  if (shell && lowered) return failuresOnHermes({ ...shellFailures, ...browserFailures });
  if (shell || browser) return { ...exceptEvents, ...(runtime ? {} : browserFailures) };
  if (lowered) return { ...browserFailures, ...conformanceFailures[lowered] };
  return runtime && host !== 'workerd' ? {} : asyncLocalStorageFailures;
}

/** The subjects: the module that exports `AsyncContext`, its format, and whether it is bundled with the suite. */
export const subjects = {
  source: { format: 'esm', code: "export { AsyncContext } from './src/index.js';" },
  esm: { format: 'esm', code: "export { AsyncContext } from './dist/esm/node/index.js';", external: true },
  cjs: { format: 'cjs', code: "export { AsyncContext } from './dist/cjs/node/index.js';", external: true },
  // The build for every engine, which finds AsyncLocalStorage by itself in Node; loaded as a script.
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
  // The suite itself goes through the transform.
  transformed: { format: 'esm', code: "export { AsyncContext } from './dist/esm/node/index.js';", external: true, runtime: 'dist/esm/node/runtime.js' },
  'transformed cjs': { format: 'cjs', code: "export { AsyncContext } from './dist/cjs/node/index.js';", external: true, runtime: 'dist/cjs/node/runtime.js' },
  // With classes lowered to functions, on the browser carrier: evaluated in an environment that does not look like Node.
  ...Object.fromEntries(
    ['preset-env', 'react-native'].flatMap(lowered =>
      ['esm', 'cjs'].map(format => [
        `${format} lowered by ${lowered}`,
        {
          format: 'esm',
          code: `const { process } = globalThis;
            globalThis.process = undefined;
            export const { AsyncContext } = require('./dist/${format}/any/index.js');
            globalThis.process = process;`,
          lowered,
        },
      ]),
    ),
  ),
  // For a host without AsyncLocalStorage.
  'any module': { format: 'esm', code: "export { AsyncContext } from './dist/esm/any/index.js';", browser: true },
  'any module transformed': {
    format: 'esm',
    code: "export { AsyncContext } from './dist/esm/any/index.js';",
    browser: true,
    runtime: 'dist/esm/any/runtime.js',
  },
  // For an engine without a host: all code in one script.
  any: { format: 'iife', code: "export { AsyncContext } from './dist/esm/any/index.js';", shell: true },
  'any cjs': { format: 'iife', code: "export { AsyncContext } from './dist/cjs/any/index.js';", shell: true },
  'any script': { format: 'iife', code: "import './dist/asynccontext.global.min.js'; export const { AsyncContext } = globalThis;", shell: true },
  'any polyfill': { format: 'iife', code: "import './dist/esm/any/polyfill.js'; export const { AsyncContext } = globalThis;", shell: true },
  'any transformed': { format: 'iife', code: "export { AsyncContext } from './dist/esm/any/index.js';", shell: true, runtime: 'dist/esm/any/runtime.js' },
  // The suite is lowered as well as the library.
  'any, all lowered by react-native': { format: 'iife', code: "export { AsyncContext } from './dist/esm/any/index.js';", shell: true, lowered: 'react-native' },
};
/** The subjects for engines without a host. */
const shellSubjects = Object.keys(subjects).filter(name => subjects[name].shell && !subjects[name].lowered);

const node = ['node-18', 'node-20', 'node-22', 'node-24', 'node-26'];
/** The versions of Node that can carry an AsyncLocalStorage in two ways, with the option for the other way. */
const otherwise = ['node-22 --experimental-async-context-frame', 'node-24 --no-async-context-frame'];

/** The runtimes, with command-line options (for workerd: compatibility flags), and their subjects. `node` is the Node that runs this process. */
export const matrix = [
  {
    runtimes: ['node'],
    subjects: ['source', 'esm', 'cjs', 'minified', 'polyfill', ...Object.keys(subjects).filter(name => subjects[name].lowered && !subjects[name].shell)],
  },
  { runtimes: node, subjects: ['esm', 'cjs', 'minified', 'polyfill', 'transformed', 'transformed cjs'] },
  { runtimes: otherwise, subjects: ['esm', 'transformed'] },
  { runtimes: ['bun', 'deno'], subjects: ['esm', 'cjs', 'polyfill', 'transformed'] },
  { runtimes: ['quickjs'], subjects: shellSubjects },
  { runtimes: doms, subjects: ['any', 'any transformed'] },
  { runtimes: ['workerd nodejs_als', 'workerd nodejs_compat'], subjects: ['esm', 'polyfill', 'transformed'] },
  { runtimes: ['workerd'], subjects: ['any module', 'any module transformed'] },
];

/** The lanes that are too heavy for `npm test`: see tests/tools/engines.mjs. */
export const heavyMatrix = [
  { runtimes: ['jsc'], subjects: shellSubjects },
  { runtimes: ['hermes'], subjects: ['any, all lowered by react-native'] },
];

/**
 * The entry of a lane, to be bundled.
 *
 * @param {string} root - The project's folder.
 * @param lane - One of `lanes()` of run-lane.mjs.
 */
export const entry = (root, lane) => `
  import { AsyncContext } from 'subject';
  import { conformance } from ${JSON.stringify(join(root, 'tests/conformance/conformance.ts'))};
  conformance({ name: ${JSON.stringify(lane.name)}, AsyncContext, expectedFailures: ${JSON.stringify(failuresOf(lane))} });
  console.log('carrier: ' + globalThis[Symbol.for('asynccontext.agent.v1')].carrier);
`;
