// The Vite plugin in Vitest, which moves mocks before all imports of a file.
import { execFile } from 'node:child_process';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const load = (name: string) => import(pathToFileURL(join(process.cwd(), 'tests', name)).href);
const { runtime } = (await load('runtimes.mjs')) as { runtime: (name: string) => Promise<string> };
const { installApp } = await load('plugins/install-app.mjs');

const files: Readonly<Record<string, string>> = {
  'vitest.config.js': `
    import asynccontext from 'asynccontext/vite';
    export default { plugins: [asynccontext()], test: { include: ['*.test.ts'] } };`,
  'user.ts': "import { Variable } from 'asynccontext'; export const user = new Variable<string>({ defaultValue: 'none' });",
  'shelf.ts': "import { user } from './user'; export function* items() { yield user.get() } export const name = 'shelf', other = 'other';",
  'late.ts': "export const late = 'late';",
  'default.ts': "export default async () => { await 1; return 'default' };",
  'mocks.test.ts': `
    import { expect, test, vi } from 'vitest';
    import { items, name, other } from './shelf';
    import makeDefault from './default';
    import { late } from './late';
    import { user } from './user';

    const hoisted = await vi.hoisted(async () => { await null; await 1; return { name: 'hoisted' }; });
    vi.mock('./shelf', async original => {
      const all = await original<typeof import('./shelf')>();
      await 1;
      return { ...all, name: await Promise.resolve('mocked').then(name => name + ' ' + hoisted.name) };
    });
    vi.mock(import('./default'), async () => { const { default: actual } = await vi.importActual<{ default: () => Promise<string> }>('./default'); return { default: async () => 'not ' + (await actual()) }; });
    vi.mock('./late', async () => ({ late: await (async () => { await 1; return 'early'; })() }));

    test('what is mocked', async () => {
      expect([name, other, late, await makeDefault()]).toEqual(['mocked hoisted', 'other', 'early', 'not default']);
      vi.doMock('./late', async () => ({ late: await Promise.resolve('again') }));
      vi.resetModules();
      expect((await import('./late')).late).toBe('again');
    });
    test('contexts', async () => {
      const made = user.run('ada', () => items());
      await user.run('bob', async () => {
        expect([...made]).toEqual(['ada']);
        await 1;
        expect(user.get()).toBe('bob');
      });
    });`,
  'spies.test.ts': `
    import { afterEach, beforeEach, expect, it, vi } from 'vitest';
    import * as shelf from './shelf';
    vi.mock('./shelf', { spy: true });
    beforeEach(async () => { await 1; });
    afterEach(async () => { await 1; vi.restoreAllMocks(); });
    it.each([1, 2])('spies %i', async n => { const spy = vi.fn(async (x: number) => { await 1; return x; }); expect(await spy(n)).toBe(n); [...shelf.items()]; expect(shelf.items).toHaveBeenCalled(); });
    it.concurrent('at once', async ({ expect }) => { await vi.waitFor(async () => { await 1; }); expect(await Promise.all([1].map(async x => x))).toEqual([1]); });`,
  'fails.test.ts': `
    import { expect, test } from 'vitest';
    test('fails on its line', async () => {
      await 1;
      expect(1).toBe(2); // here
    });`,
};

test('mocks, hoisted code and spies work as ever, and contexts are exact', async () => {
  const root: string = await installApp();
  for (const [name, text] of Object.entries(files)) writeFileSync(join(root, name), text);
  const modules = dirname(dirname(await runtime('vitest')));
  mkdirSync(join(root, 'node_modules'), { recursive: true });
  symlinkSync(join(modules, 'vitest'), join(root, 'node_modules/vitest'), 'junction');
  const env = { ...process.env, NODE_OPTIONS: '' };
  const { stdout } = await promisify(execFile)(await runtime('node-24'), [await runtime('vitest'), 'run', '--reporter=json'], { cwd: root, env }).catch(
    error => error,
  );
  const { testResults } = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
    testResults: { name: string; message: string; assertionResults: { title: string; status: string; failureMessages: string[] }[] }[];
  };
  const all = testResults.flatMap(({ message, assertionResults }) =>
    message && assertionResults.length === 0
      ? [['', message]]
      : assertionResults.map(({ title, status, failureMessages }) => [title, status === 'passed' ? status : failureMessages.join()]),
  );
  const failing = all.filter(([, status]) => status !== 'passed');
  assert.equal(
    failing.map(([title]) => title),
    ['fails on its line'],
    JSON.stringify(failing, undefined, 2),
  );
  assert.match(failing[0]![1]!, /fails\.test\.ts:5:/);
  assert.is(all.length, 6);
});

test.run();
