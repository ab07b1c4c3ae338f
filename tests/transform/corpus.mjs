// Real packages: all of their code is transformed and still parses, and they pass a check when transformed.
// Usage: npm run corpus [-- words]: only the packages whose name contains one of the words. Needs a registry, to install them into a cache.
import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runtime } from '../runtimes.mjs';
import { checks } from './corpus/checks.mjs';
import { add, filesOf, folderOf, measureFiles, row, table } from './measure-files.mjs';

const project = fileURLToPath(new URL('../..', import.meta.url));
const folder = join(project, 'node_modules/.cache/asynccontext/corpus');
const modules = join(folder, 'node_modules');
const NODE = 'node-24';

const packages = [
  'undici',
  'p-queue',
  'execa',
  'got',
  'fastify',
  'hono',
  'next',
  '@langchain/core',
  'rxjs',
  'vue',
  'react',
  'react-dom',
  'express',
  'zod',
  'typescript@5',
  'koa',
  'axios',
  'knex',
  'graphql',
  'ws',
  'pino',
];
const nameOf = spec => spec.replace(/(?<=.)@.*/, '');
const words = process.argv.slice(2);
const wanted = name => words.length === 0 || words.some(word => name.includes(word));

function install() {
  if (packages.every(spec => existsSync(join(modules, nameOf(spec), 'package.json')))) return;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
  const flags = ['--no-audit', '--no-fund', '--ignore-scripts', '--legacy-peer-deps', '--loglevel=error'];
  // On Windows npm is a script, which needs a shell.
  execFileSync('npm', ['install', ...flags, ...packages], { cwd: folder, stdio: 'inherit', shell: process.platform === 'win32' });
}

/** Runs a check in a process all of whose code is transformed. The last line of its output is `ok` if it passed. */
function run(execPath, program) {
  const preamble = `
    import assert from 'node:assert/strict';
    import { once } from 'node:events';
    import { createServer } from 'node:http';
    const user = new AsyncContext.Variable({ defaultValue: 'none' });
    async function listen(handler) {
      const server = createServer(handler).listen(0, '127.0.0.1');
      await once(server, 'listening');
      return { origin: 'http://127.0.0.1:' + server.address().port, close: () => (server.closeAllConnections(), server.close()) };
    }
    await user.run('ada', async () => {`;
  const path = join(folder, `check-${process.pid}-${count++}.mjs`);
  writeFileSync(path, `${preamble}\n${program}\n});\nconsole.log('ok');\nprocess.exit(0);\n`);
  return new Promise(resolve => {
    const child = spawn(execPath, ['--import', 'asynccontext/register', path], { cwd: folder, env: { ...process.env, NODE_ENV: 'production' } });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', chunk => (text += chunk));
    const timer = setTimeout(() => child.kill('SIGKILL'), 60_000);
    child.on('close', code => {
      clearTimeout(timer);
      resolve(code === 0 && /^ok$/m.test(text) ? undefined : `ended with ${code}: ${text.slice(-1500)}`);
    });
  });
}
let count = 0;

install();
if (!existsSync(join(modules, 'asynccontext'))) symlinkSync(project, join(modules, 'asynccontext'), 'junction');

const rows = [];
const sums = [];
const problems = [];
for (const name of packages.map(nameOf).filter(wanted)) {
  const sum = await measureFiles(filesOf(folderOf(modules, name)));
  sums.push(sum);
  rows.push(row(name, sum));
  problems.push(...sum.problems);
  console.error(`${name}: ${sum.files} files, ${sum.changed} changed, ${sum.problems.length} problems`);
}
let passed = 0;
const execPath = await runtime(NODE);
for (const [title, program] of Object.entries(checks).filter(([title]) => wanted(title))) {
  const failure = await run(execPath, program);
  if (failure === undefined) passed++;
  else problems.push(`${title}: ${failure}`);
  console.error(`${failure ? '✘' : '✔'} ${title}`);
}
if (sums.length > 0) {
  rows.push(row('all', add(sums)));
  console.log(table(rows));
  console.log(`\n${add(sums).unparsable} files are not JavaScript: templates, and fixtures that are broken on purpose.`);
}
for (const problem of problems) console.log(`✘ ${problem}`);
console.log(`${passed} passed, ${problems.length} failed`);
process.exitCode = problems.length > 0 ? 1 : 0;
