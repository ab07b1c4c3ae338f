// The entry as programs load it: early or late, with copies of the library, in production, and as a command.
import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync, existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { runtime } from '../runtimes.mjs';

const dist = join(process.cwd(), 'dist');
const folder = mkdtempSync(join(tmpdir(), 'asynccontext-debug-'));
test.after(() => rmSync(folder, { recursive: true }));

interface Outcome {
  readonly stdout: string;
  readonly stderr: string;
  readonly code?: number;
}

const node = (args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Outcome> =>
  promisify(execFile)(process.execPath, args, { cwd: folder, env: { ...process.env, ...env } }).catch((error: Outcome) => error);

function write(name: string, text: string): string {
  writeFileSync(join(folder, name), text);
  return name;
}

/** A program that loses a value. The lines that the report has to name are marked in it. */
const losing = (Variable: string) => `${Variable}
const user = new Variable({ name: 'user' });
const jobs = [];
user.run('A', () => { // run
  jobs.push(() => { // remedy
    user.get(); // get
  });
});
const job = jobs.shift();
job(); // lost
`;
function sentence(name: string, text: string): string[] {
  const place = (mark: string) => `${name}:${text.split('\n').findIndex(line => line.endsWith(`// ${mark}`)) + 1}:`;
  return [
    `asynccontext/debug: user has no value at ${place('get')}`,
    `It was "A", set by run at ${place('run')}`,
    `Lost at ${place('lost')}`,
    `Remedy: Snapshot.wrap(callback) at ${place('remedy')}`,
  ];
}
function isTold(stderr: string, name: string, text: string): void {
  for (const part of sentence(name, text)) assert.ok(stderr.includes(part), `${part}\n${stderr}`);
}

const esm = (name: string) => JSON.stringify(join(dist, `esm/node/${name}.js`));
const cjs = (name: string) => JSON.stringify(join(dist, `cjs/node/${name}.js`));

const ways: Readonly<Record<string, string>> = {
  'before the library': `import ${esm('debug')}; import { Variable } from ${esm('index')};`,
  'after the library, and a Variable': `import { Variable } from ${esm('index')}; new Variable(); await import(${esm('debug')});`,
  'beside another copy of the library': `import { createRequire } from 'node:module'; import ${esm('debug')}; const { Variable } = createRequire(import.meta.url)(${cjs('index')});`,
  'from CommonJS, for Variables of ES modules': `import { createRequire } from 'node:module'; createRequire(import.meta.url)(${cjs('debug')}); import { Variable } from ${esm('index')};`,
  'with the polyfill': `import ${esm('polyfill')}; import ${esm('debug')}; const { Variable } = AsyncContext;`,
  twice: `import { createRequire } from 'node:module'; import ${esm('debug')}; createRequire(import.meta.url)(${cjs('debug')}); import { Variable } from ${esm('index')};`,
};

const outcomes = Object.entries(ways).map(([way, Variable], index) => {
  const text = losing(Variable);
  const name = write(`way-${index}.mjs`, text);
  return { way, name, text, running: node([name]) };
});
for (const { way, name, text, running } of outcomes) {
  test(`loaded ${way}`, async () => {
    const { stderr } = await running;
    isTold(stderr, name, text);
    assert.is(stderr.split('Lost at').length, 2, stderr);
  });
}

test('in a script of CommonJS', async () => {
  const text = losing(`require(${cjs('debug')}); const { Variable } = require(${cjs('index')});`);
  const name = write('script.cjs', text);
  isTold((await node([name])).stderr, name, text);
});

test('the keyed facade, loaded after it', async () => {
  const text = `import ${esm('debug')}; import { createContext } from ${esm('context')};
const request = createContext({ name: 'request' });
let later;
request.run(() => { // run
  later = () => { // remedy
    request.get('user'); // get
  };
});
later(); // lost
`;
  const { stderr } = await node([write('facade.mjs', text)]);
  const line = (mark: string) => `facade.mjs:${text.split('\n').findIndex(line => line.endsWith(`// ${mark}`)) + 1}:`;
  for (const part of [
    `request has no value at later (${line('get')}`,
    `set by run at ${line('run')}`,
    `Lost at ${line('lost')}`,
    `Remedy: Snapshot.wrap(callback) at ${line('remedy')}`,
  ])
    assert.ok(stderr.includes(part), `${part}\n${stderr}`);
});

const typed = `import ${esm('debug')}; import { Variable } from ${esm('index')};
const user = new Variable<string>({ name: 'user' });
const jobs: (() => void)[] = [];
const handle = (name: string): void => {
  keep<string>(name);
};
user.run('A', () => handle('one')); // run
function keep<T>(name: T): void {
  jobs.push((): void => { // remedy
    user.get(); // get
  });
}
for (const job of jobs) job(); // lost
`;
for (const version of ['node-22', 'node-26'])
  test(`TypeScript, whose types ${version} strips`, async () => {
    const name = write('typed.mts', typed);
    const { stderr } = await promisify(execFile)(await runtime(version), [name], { cwd: folder });
    isTold(stderr, name, typed);
    assert.not.match(stderr, 'stripTypeScriptTypes');
  });

test('the facade’s own context has a name in reports', async () => {
  const text = `import ${esm('debug')}; import { context } from ${esm('context')};
let later;
context.run(() => {
  later = () => void context.get('user');
});
later();
`;
  const { stderr } = await node([write('default.mjs', text)]);
  assert.match(stderr, 'asynccontext/debug: context has no value at ');
});

test('in production it warns, once, and does nothing', async () => {
  const text = losing(
    `import ${esm('debug')}; import { Variable } from ${esm('index')};\nconst { get, run } = Variable.prototype, { push } = Array.prototype;`,
  );
  const name = write('production.mjs', `${text}\nconsole.log([get, run, push].every(method => String(method).includes('patched')));`);
  const { stderr, stdout } = await node([name], { NODE_ENV: 'production' });
  assert.is(stderr, 'asynccontext: the entry asynccontext/debug is for development: with NODE_ENV=production it does nothing. Do not import it there.\n');
  assert.is(stdout, 'false\n');
});

test('a bundle for production is told too', async () => {
  const contents = `import ${JSON.stringify(join(dist, 'esm/any/debug.js'))};`;
  const { outputFiles } = await build({
    stdin: { contents, resolveDir: folder },
    bundle: true,
    write: false,
    format: 'esm',
    define: { 'process.env.NODE_ENV': '"production"' },
  });
  const name = write('bundle.mjs', outputFiles[0]!.text);
  const { stderr } = await node([name]);
  assert.match(stderr, /^asynccontext: the entry asynccontext\/debug is for development/);
});

const looksLikeAPage = (text: string) => {
  assert.match(text, /^<!doctype html>\n/);
  assert.not.match(text, /<script|src=|href=/);
  assert.ok(text.includes('user = &quot;A&quot;') && text.includes('class="lost"') && text.includes('Snapshot.wrap(callback)'), text);
};

test('node --import asynccontext/debug: the page is where the environment says', async () => {
  const text = losing(`import { Variable } from ${esm('index')};`);
  const name = write('imported.mjs', text);
  const { stderr, stdout } = await node(['--import', JSON.parse(esm('debug')) as string, name], { ASYNCCONTEXT_DEBUG_PAGE: 'here.html' });
  isTold(stderr, name, text);
  assert.match(stderr, 'asynccontext/debug: the time line is in here.html');
  assert.is(stdout, '');
  looksLikeAPage(readFileSync(join(folder, 'here.html'), 'utf8'));
});

const command = JSON.parse(esm('debug-cli')) as string;

test('asynccontext debug: runs a program with its arguments and its exit code, and writes the page', async () => {
  const text = losing(`import { Variable } from ${esm('index')};`);
  const name = write('run.mjs', `${text}console.log(process.argv.slice(2).join());\nprocess.exitCode = 3;\n`);
  const { code, stdout, stderr } = await node([command, 'debug', name, 'one', 'two']);
  assert.is(code, 3, stderr);
  assert.is(stdout, 'one,two\n');
  isTold(stderr, name, text);
  looksLikeAPage(readFileSync(join(folder, 'asynccontext-debug.html'), 'utf8'));
});

test('asynccontext --help: the usage, on the standard output', async () => {
  for (const option of ['--help', '-h']) {
    const { code, stdout } = await node([command, option]);
    assert.is(code, undefined);
    assert.match(stdout, /^Usage: asynccontext debug app\.js/);
  }
});

/** A program that counts interrupts. At the first it sends its parent a SIGTERM, which comes back after all interrupts that the parent has passed on. */
const counting = `let count = 0;
process.on('SIGINT', () => ++count === 1 && process.kill(process.ppid, 'SIGTERM'));
process.on('SIGTERM', () => { console.log('interrupts:', count); process.exit(0); });
setInterval(() => {}, 1000);
console.log('ready');
`;

/** Runs a command, interrupts it as soon as it is ready, and returns its output. */
async function interrupted(file: string, args: readonly string[], interrupt: (child: ChildProcess) => unknown): Promise<string> {
  const child = spawn(file, args, { cwd: folder, stdio: ['pipe', 'pipe', 'ignore'] });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    if (!output.includes('ready') && (output + text).includes('ready')) interrupt(child);
    output += text;
  });
  await once(child, 'close');
  return output;
}

test('asynccontext debug: an interrupt from elsewhere is passed on', async () => {
  const output = await interrupted(process.execPath, [command, 'debug', write('count.mjs', counting)], child => child.kill('SIGINT'));
  assert.match(output, /interrupts: 1$/m);
});

// The command `script` runs a program in a terminal. On other systems it takes other options, or is missing.
if (process.platform === 'linux')
  test('asynccontext debug: Ctrl-C in a terminal interrupts the program once', async () => {
    const name = write('count.mjs', counting);
    const line = `${JSON.stringify(process.execPath)} ${JSON.stringify(command)} debug ${name}`;
    const output = await interrupted('script', ['-qefc', line, '/dev/null'], ({ stdin }) => stdin!.write('\x03'));
    assert.match(output, /interrupts: 1\r?$/m);
  });

test('asynccontext debug: the exit code of a program that a signal ends', async () => {
  const { code } = await node([command, 'debug', write('kill.mjs', "process.kill(process.pid, 'SIGKILL');\nsetInterval(() => {}, 1000);\n")]);
  assert.is(code, 137);
});

test('asynccontext: another command is told what there is', async () => {
  const { code, stderr } = await node([command, 'run']);
  assert.is(code, 2);
  assert.match(stderr, /^Usage: asynccontext debug app\.js/);
});

test('a program that only imports it writes no page', async () => {
  rmSync(join(folder, 'asynccontext-debug.html'), { force: true });
  await node([write('plain.mjs', losing(`import ${esm('debug')}; import { Variable } from ${esm('index')};`))]);
  assert.not.ok(existsSync(join(folder, 'asynccontext-debug.html')));
});

test.run();
