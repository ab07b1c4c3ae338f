// The playground's server: serves its page to this machine, and nothing to anybody else.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { until } from '../../until.js';

interface Started {
  readonly child: ChildProcess;
  readonly port: number;
  readonly output: () => string;
}

/** The processes to end after the tests, whatever their results. */
const children: ChildProcess[] = [];
const endAll = () => children.forEach(child => child.kill('SIGKILL'));
process.on('exit', endAll);
const hasEnded = ({ exitCode, signalCode }: ChildProcess) => exitCode !== null || signalCode !== null;

async function start(args: readonly string[], env: NodeJS.ProcessEnv): Promise<Started> {
  const child = spawn(process.execPath, [join(process.cwd(), 'tests/demo/playground/main.mjs'), ...args], { env: { ...process.env, ...env } });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', chunk => (output += chunk));
  children.push(child);
  await until(
    () => output.includes('Ctrl-C') || hasEnded(child),
    () => `a server that is ready, got “${output}”`,
  );
  assert.not.ok(hasEnded(child), output);
  const port = Number(/http:\/\/127\.0\.0\.1:(\d+)\//.exec(output)?.[1]);
  return { child, port, output: () => output };
}

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

function ask(port: number, path: string, { method = 'GET', host = `127.0.0.1:${port}` } = {}): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const sent = request({ host: '127.0.0.1', port, path, method, headers: { host }, agent: false }, response => {
      let body = '';
      response.setEncoding('utf8').on('data', chunk => (body += chunk));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body }));
    });
    sent.on('error', reject).end();
  });
}

const test = suite<{ server: Started }>('playground server');
test.before(async context => {
  context.server = await start(['--no-open'], {});
});
test.after(endAll);

test('serves the page under a strict policy', async ({ server }) => {
  const { status, headers, body } = await ask(server.port, '/');
  assert.is(status, 200);
  assert.match(body, '<h1>asynccontext');
  const policy = String(headers['content-security-policy']).split('; ');
  assert.ok(policy.includes("default-src 'none'"));
  assert.ok(policy.includes("script-src 'self'"));
  assert.ok(policy.includes("require-trusted-types-for 'script'"));
  assert.not.match(policy.join(), /unsafe|\*|http|data:/);
});

const served: readonly [path: string, type: string][] = [
  ['/index.html', 'text/html'],
  ['/without.html', 'text/html'],
  ['/page.js', 'text/javascript'],
  ['/without.js', 'text/javascript'],
  ['/page.css', 'text/css'],
  ['/controls.css', 'text/css'],
  ['/drawing.css', 'text/css'],
  ['/icon.svg', 'image/svg+xml'],
  ['/answer?ms=1', 'text/plain'],
];
for (const [path, type] of served) {
  test(`serves ${path}`, async ({ server }) => {
    const { status, headers, body } = await ask(server.port, path);
    assert.is(status, 200);
    assert.is(headers['content-type'], `${type}; charset=utf-8`);
    assert.is(headers['x-content-type-options'], 'nosniff');
    assert.ok(body.length > 0);
  });
}

test('the library is in the page’s script, and not in the frame’s', async ({ server }) => {
  assert.match((await ask(server.port, '/page.js')).body, 'asynccontext.agent');
  assert.not.match((await ask(server.port, '/without.js')).body, 'asynccontext.agent');
});

for (const path of ['/nothing', '/page.ts', '/../package.json', '/%2e%2e/package.json', '/page/page.css', '//', '/answer/']) {
  test(`404 at ${path}`, async ({ server }) => {
    assert.is((await ask(server.port, path)).status, 404);
  });
}

for (const [host, status] of [
  ['localhost', 200],
  ['127.0.0.1', 200],
  ['[::1]:80', 200],
  ['evil.example', 421],
  ['localhost.evil.example', 421],
  ['127.0.0.1.evil.example:80', 421],
  ['evil.example:127.0.0.1', 421],
] as const) {
  test(`${status} for the host ${host}`, async ({ server }) => {
    const { status: answered, body } = await ask(server.port, '/', { host });
    assert.is(answered, status);
    assert.is(body.includes('<h1>'), status === 200);
  });
}

test('405 for what is no reading', async ({ server }) => {
  assert.is((await ask(server.port, '/', { method: 'POST' })).status, 405);
});

test('HEAD has no body', async ({ server }) => {
  const { status, body } = await ask(server.port, '/', { method: 'HEAD' });
  assert.equal([status, body], [200, '']);
});

test('Ctrl-C ends it, with a request under way', async ({ server }) => {
  const pending = ask(server.port, '/answer?ms=5000').catch(error => error.code);
  await ask(server.port, '/'); // by then the previous request has arrived
  const ended = once(server.child, 'exit');
  server.child.kill('SIGINT');
  assert.equal(await ended, [0, null], server.output());
  assert.is(await pending, 'ECONNRESET');
});

/** Ends a server once `condition` holds for its output. */
async function end({ child, output }: Started, condition: () => boolean): Promise<string> {
  // `close` comes after the end of its output, too.
  const ended = once(child, 'close');
  await until(condition, () => `what the server was to do, got “${output()}”`);
  child.kill('SIGTERM');
  await ended;
  return output();
}

const silent: readonly [args: readonly string[], env: NodeJS.ProcessEnv][] = [
  [['--no-open'], { CI: '' }],
  [[], { CI: '1' }],
];
for (const [args, env] of silent) {
  test(`opens no browser with ${args.join(' ') || 'CI set'}`, async () => {
    assert.not.match(await end(await start(args, env), () => true), 'Opening');
  });
}

// On Linux a test can choose the program that opens links: here KDE 5's, in the first folder of the PATH.
if (process.platform === 'linux') {
  /** Starts the playground on a desktop where a shell script opens links, and ends it once `condition` holds. */
  async function startOnDesktop(script: string, condition: (started: Started, folder: string) => boolean): Promise<Started> {
    const folder = mkdtempSync(join(tmpdir(), 'playground-'));
    try {
      writeFileSync(join(folder, 'kde-open5'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
      const desktop = { DISPLAY: ':0', XDG_CURRENT_DESKTOP: 'KDE', KDE_SESSION_VERSION: '5', HOME: folder, FOLDER: folder };
      const started = await start([], { ...desktop, CI: '', PATH: `${folder}:${process.env.PATH}` });
      await end(started, () => condition(started, folder));
      return started;
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  test('opens the page in the browser', async () => {
    let opened = '';
    const { port } = await startOnDesktop('echo "$1" > "$FOLDER/new"; mv "$FOLDER/new" "$FOLDER/opened"', (_, folder) => {
      const file = join(folder, 'opened');
      if (existsSync(file)) opened = readFileSync(file, 'utf8').trim();
      return opened !== '';
    });
    assert.is(opened, `http://127.0.0.1:${port}/`);
  });

  test('says so if no browser can be opened, and goes on', async () => {
    await startOnDesktop('exit 1', ({ output }) => output().includes('No browser could be opened (exit code 4)'));
  });
}

test.run();
