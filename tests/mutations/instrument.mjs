// Makes a copy of the project that contains every mutant, switched off. A run of a test switches one on.
import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { runtime } from '../runtimes.mjs';

export const root = fileURLToPath(new URL('../..', import.meta.url));

/** The folders and files whose code is mutated. */
export const folders = ['src/intrinsics.ts', 'src/errors.ts', 'src/mapping', 'src/agent', 'src/spec', 'src/context', 'src/runtime', 'src/carriers/browser'];
const silent = { isDebugEnabled: () => false, isTraceEnabled: () => false, isInfoEnabled: () => false };
const logger = { ...silent, ...Object.fromEntries(['trace', 'debug', 'info', 'warn', 'error', 'fatal'].map(level => [level, () => {}])) };

/** Makes StrykerJS's instrumenter, which puts all mutants into one build. Its parts are made by hand, without the dependency injection of the whole tool. */
async function createInstrumenter() {
  const require = createRequire(await runtime('stryker'));
  const load = path => import(pathToFileURL(join(dirname(require.resolve('@stryker-mutator/instrumenter/package.json')), 'dist/src', path)).href);
  const [{ Instrumenter }, { createParser }, { print }, { transform }] = await Promise.all(
    ['instrumenter.js', 'parsers/index.js', 'printers/index.js', 'transformers/index.js'].map(load),
  );
  return new Instrumenter(logger, createParser, print, transform);
}

/** The TypeScript files of a folder, or the single file. */
const filesOf = folder =>
  folder.endsWith('.ts')
    ? [folder]
    : readdirSync(join(root, folder), { withFileTypes: true }).flatMap(item =>
        item.isDirectory() ? filesOf(join(folder, item.name)) : item.name.endsWith('.ts') ? [join(folder, item.name)] : [],
      );

/**
 * @typedef {object} Mutant
 * @property {string} id
 * @property {string} file relative to the repository
 * @property {number} line
 * @property {string} kind the name of the mutator
 * @property {string} before the original code
 * @property {string} after the code that replaces it
 */

/**
 * Copies the project, and puts mutants into the copy.
 *
 * @returns {Promise<{ folder: string, mutants: Mutant[] }>} The copy, which is removed when this process ends.
 */
export async function instrument() {
  const folder = mkdtempSync(join(tmpdir(), 'asynccontext-mutations-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  for (const name of ['src', 'tests', 'polyfill', 'build.mjs', 'package.json', 'tsconfig.json']) {
    cpSync(join(root, name), join(folder, name), { recursive: true, filter: path => !/[\\/](?:\.build|results)$/.test(path) });
  }
  for (const name of ['node_modules', 'dist']) symlinkSync(join(root, name), join(folder, name), 'junction');
  const files = folders.flatMap(filesOf);
  const texts = new Map(files.map(file => [file, readFileSync(join(root, file), 'utf8')]));
  const options = { plugins: null, excludedMutations: [], ignorers: [], mutationSwitch: 'default', noHeader: true };
  const result = await (await createInstrumenter()).instrument(
    files.map(file => ({ name: join(root, file), mutate: true, content: texts.get(file) })),
    options,
  );
  const head = `import { stryMutAct_9fa48, stryCov_9fa48 } from ${JSON.stringify(fileURLToPath(new URL('switch.js', import.meta.url)))};\n`;
  for (const { name, content } of result.files) writeFileSync(join(folder, relative(root, name)), head + content);
  const mutants = result.mutants.map(({ id, fileName, mutatorName, replacement, location }) => {
    const file = relative(root, fileName);
    return { id, file, line: location.start.line + 1, kind: mutatorName, before: textAt(texts.get(file), location), after: replacement };
  });
  return { folder, mutants };
}

function textAt(text, { start, end }) {
  const lines = text.split('\n').slice(start.line, end.line + 1);
  lines[lines.length - 1] = lines.at(-1).slice(0, end.column);
  lines[0] = lines[0].slice(start.column);
  return lines.join('\n');
}
