// Runs the rows on all runtimes, and writes into src/carriers/README.md which callbacks do not find their context.
// Usage: node tests/carriers/callbacks/make.mjs; with --check it writes nothing, and fails if the README is stale.
import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { runtime, runtimes } from '../../runtimes.mjs';

const root = fileURLToPath(new URL('../../../', import.meta.url));
const program = fileURLToPath(new URL('run.mjs', import.meta.url));
const PATH = 'src/carriers/README.md';
const [start, end] = ['<!-- callbacks: made by tests/carriers/callbacks/make.mjs -->', '<!-- end of callbacks -->'];

const titleOf = name =>
  name
    .replace(/^./, letter => letter.toUpperCase())
    .replace('-', ' ')
    .replace('Workerd', 'workerd');
const run = async (name, args, cwd = root) =>
  promisify(execFile)(await runtime(name), args, { cwd, env: { ...process.env, NODE_OPTIONS: '' }, maxBuffer: 1e8 });

async function inWorkerd() {
  const folder = mkdtempSync(join(tmpdir(), 'asynccontext-'));
  try {
    const entryPoints = [fileURLToPath(new URL('run-workerd.mjs', import.meta.url))];
    await build({ entryPoints, bundle: true, format: 'esm', external: ['node:*'], outfile: join(folder, 'worker.mjs'), logLevel: 'error' });
    const config = join(folder, 'config.capnp');
    writeFileSync(
      config,
      `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .worker)]);
const worker :Workerd.Worker = (
  modules = [(name = "main", esModule = embed "worker.mjs")],
  compatibilityDate = "2025-06-01",
  compatibilityFlags = ["nodejs_compat"],
);
`,
    );
    const { stdout, stderr } = await run('workerd', ['test', config], folder);
    return JSON.parse(/^.*?(\[\[.*\]\])$/m.exec(stdout + stderr)[1]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function resultsOf(name) {
  if (name === 'workerd') return inWorkerd();
  const args = { bun: [program], deno: ['run', '--allow-all', '--quiet', program] }[name] ?? ['--no-warnings', program];
  return JSON.parse((await run(name, args)).stdout);
}

const cells = { own: '✓', none: 'none', 'another’s': '**another’s**' };

/** The lines of the table: the rows that are not right on all runtimes, and the number of the others. */
async function lines() {
  const all = new Map();
  const totals = new Map();
  for (const name of runtimes) {
    const results = await resultsOf(name);
    const there = results.filter(([, result]) => result in cells);
    totals.set(name, `${there.filter(([, result]) => result === 'own').length} of ${there.length}`);
    for (const [api, result] of results) all.set(api, { ...all.get(api), [name]: cells[result] ?? '–' });
  }
  const row = parts => `| ${parts.join(' | ')} |`;
  const inexact = [...all].filter(([, found]) => Object.values(found).some(cell => cell === cells.none || cell === cells['another’s']));
  return [
    row(['callback of', ...runtimes.map(titleOf)]),
    row(['---', ...runtimes.map(() => '---')]),
    ...inexact.map(([api, found]) => row([api, ...runtimes.map(name => found[name] ?? '–')])),
    row(['right, of those that are tried', ...runtimes.map(name => totals.get(name))]),
  ];
}

const check = process.argv.includes('--check');
const before = readFileSync(join(root, PATH), 'utf8');
const [from, to] = [before.indexOf(start), before.indexOf(end)];
if (from < 0 || to < from) throw new Error(`expected ${start} and ${end} in ${PATH}`);
const table = (await lines()).join('\n');
const after = `${before.slice(0, from)}${start}\n\n${table}\n\n${before.slice(to)}`;
if (after !== before && !check) writeFileSync(join(root, PATH), after);
console.log(after === before ? 'nothing is stale' : check ? `stale: expected\n${table}\nin ${PATH}` : `written: ${PATH}`);
process.exitCode = check && after !== before ? 1 : 0;
