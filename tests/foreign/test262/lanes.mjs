// The lanes: what is installed in a test's realm, whether the test is transformed, and which tests run.
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { carriers, common } from '../../../build.mjs';

const project = fileURLToPath(new URL('../../..', import.meta.url));

/**
 * @typedef {object} Lane
 * @property {string} name
 * @property {'node' | 'any' | 'transformed'} carrier
 * @property {boolean} isTransformed whether the test goes through the transform
 * @property {boolean} isCompared whether the test also runs unchanged, and counts only if it passes then; otherwise it tests AsyncContext itself
 * @property {(path: string, source: string) => boolean} [needs] whether a test runs in this lane
 */

/** For each folder, the files and folders whose tests concern features that the transform changes. */
const parts = {
  'test/language/expressions': /^(?:async-|await|yield|generators|dynamic-import|arrow-function|class|object|function|assignment|call|new)/,
  'test/language/statements': /^(?:async-|for-await-of|for-of|generators|try|using|await-using|class|function|return|labeled|block|switch)/,
  'test/language': /^(?:module-code|arguments-object|directive-prologue|function-code)/,
  'test/built-ins': /^(?:AsyncFunction|AsyncGenerator|AsyncIterator|AsyncFromSync|Generator|Promise)/,
};
const own = 'test/built-ins/AsyncContext';

/** Whether a test concerns features that the await hook changes: promises, and the features built on them. Other tests only happen to use `await`. */
const isAsync = (path, source) =>
  /\/(?:Promise|Async\w+|async-[\w-]+|await[\w-]*|for-await-of|module-code)\//.test(path) && /\b(?:async|await|Promise)\b/.test(source);

/** @type {Lane[]} */
export const lanes = [
  { name: 'AsyncContext, on AsyncLocalStorage', carrier: 'node', isTransformed: false, isCompared: false },
  { name: 'AsyncContext, on the browser carrier', carrier: 'any', isTransformed: false, isCompared: false },
  { name: 'AsyncContext, transformed', carrier: 'transformed', isTransformed: true, isCompared: false },
  { name: 'transformed, in a context', carrier: 'transformed', isTransformed: true, isCompared: true },
  { name: 'await hook on, in a context', carrier: 'any', isTransformed: false, isCompared: true, needs: isAsync },
];

function under(path) {
  return readdirSync(path, { withFileTypes: true }).flatMap(item => {
    const inner = join(path, item.name);
    if (item.isDirectory()) return under(inner);
    return item.name.endsWith('.js') && !item.name.includes('_FIXTURE') ? [inner] : [];
  });
}

/**
 * The tests of a checkout, each with its lanes. The branch with the AsyncContext tests is otherwise out of date, so only these tests run from it.
 *
 * @param {string} checkout
 * @param {string} part lanes run if their names contain this
 * @returns {{ path: string, lanes: string[] }[]}
 */
export function testsOf(checkout, part) {
  const isOwn = readdirSync(join(checkout, 'test/built-ins')).includes('AsyncContext');
  const folders = Object.entries(parts).flatMap(([path, pattern]) =>
    readdirSync(join(checkout, path))
      .filter(name => pattern.test(name))
      .map(name => join(checkout, path, name)),
  );
  const paths = (isOwn ? [join(checkout, own)] : folders).flatMap(under);
  const candidates = lanes.filter(({ name, isCompared }) => isCompared === !isOwn && name.includes(part));
  const lanesOf = path => candidates.filter(({ needs }) => !needs || needs(path, readFileSync(path, 'utf8'))).map(({ name }) => name);
  return paths.sort().map(path => ({ path, lanes: lanesOf(path) }));
}

/** The script that a lane evaluates in a realm: a function that takes Node's `require`, and returns what the runner needs from the realm. */
export async function scriptOf({ carrier, isCompared }) {
  const base = common(carrier === 'node' ? 'node' : 'any');
  const { outputFiles } = await build({
    ...base,
    alias: { ...base.alias, '#carrier': carriers[carrier] },
    stdin: {
      contents: `${isCompared ? '' : "import './polyfill/index.js';"}
        import { Variable } from './src/index.js';
        import * as runtime from './src/runtime/index.js';
        const variable = new Variable();
        const { carrier } = globalThis[Symbol.for('asynccontext.agent.v1')];
        const inContext = fn => ${isCompared ? "variable.run('in a context', fn)" : 'fn()'};
        export { runtime, carrier, inContext };`,
      resolveDir: project,
    },
    format: 'iife',
    globalName: 'exports',
    sourcemap: false,
    write: false,
  });
  return `(require => {${outputFiles[0].text}; return exports; })`;
}

/** The name of the carrier in a realm's agent, by the lane's `carrier`. */
export const carrierNames = { node: 'AsyncLocalStorage', any: 'browser', transformed: 'browser, transformed' };
