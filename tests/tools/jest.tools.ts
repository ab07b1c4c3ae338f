// Jest 30 with each popular transformer, in Node and in a page, as CommonJS and as ES modules.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

// Not bundled with this test, since these modules read files relative to their own location.
const load = (path: string) => import(pathToFileURL(join(process.cwd(), path)).href);
const { coverageOf, createApp, runJest } = (await load('tests/jest/run-jest.mjs')) as typeof import('../jest/run-jest.mjs');

const typed = `// Types stay what they were: they are checked, of the file as it was.
import { variable } from './variable.js';

export class Shelf<T extends string> {
  readonly #things: readonly T[];
  constructor(...things: T[]) {
    this.#things = things;
  }
  *[Symbol.iterator](): Generator<\`\${T} of \${string}\`, void, undefined> {
    for (const thing of this.#things) yield \`\${thing} of \${String(variable.get())}\` as const;
  }
}
export async function first<T>(values: AsyncIterable<T>): Promise<T | undefined> {
  for await (const value of values) return value satisfies T;
  return undefined;
}
`;
const typedTest = `import { first, Shelf } from './typed';
import { asyncSteps } from './steps.js';
import { variable } from './variable.js';

test('typed generators', async () => {
  const books = variable.run('creator', () => new Shelf('one', 'two')[Symbol.iterator]());
  const seen: unknown[] = [variable.run('a', () => books.next().value), variable.run('b', () => books.next().value)];
  expect(seen).toEqual(['one of creator', 'two of creator']);
});

test('a typed async function', async () => {
  expect(await first(variable.run('creator', asyncSteps))).toBe('creator');
});
`;
const tsconfig = {
  target: 'ES2022',
  module: 'CommonJS',
  moduleResolution: 'Node10',
  ignoreDeprecations: '5.0',
  esModuleInterop: true,
  allowJs: true,
  strict: true,
  noImplicitAny: false,
  isolatedModules: false,
  types: ['jest'],
  skipLibCheck: true,
  rootDir: '.',
  outDir: 'out',
};

/** The transformers with their usual configuration, the warning of each about a generator, and whether they check types. */
const transformers: Readonly<Record<string, unknown[]>> = {
  'babel-jest': ['babel-jest', { presets: [['@babel/preset-env', { targets: { node: 'current' } }], '@babel/preset-typescript'] }],
  'ts-jest': ['ts-jest', { tsconfig: { ...tsconfig, types: undefined }, diagnostics: { ignoreCodes: [2304, 2582, 2708, 5107, 7016] } }],
  '@swc/jest': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }],
};
const files = { 'typed.ts': typed, 'typed.test.ts': typedTest };
const configure = (transform: unknown, testEnvironment: string, more: object = {}) => ({ transform: { '\\.[jt]s$': transform }, testEnvironment, ...more });
const coverage = ['--coverage', '--coverageReporters=json', '--collectCoverageFrom', '*.{js,ts}'];

for (const [name, transformer] of Object.entries(transformers)) {
  for (const environment of ['node', 'jsdom']) {
    test(`${name} in ${environment}: contexts are exact, coverage as it was`, async () => {
      const before = await createApp('jest-30-all', configure(transformer, environment), files);
      const untransformed = await runJest('jest-30-all', before, coverage);
      assert.match(untransformed.text, /3 failed, 3 passed, 6 total/);
      const root = await createApp('jest-30-all', configure(['asynccontext/jest', { transformer }], environment), files);
      const { failed, text } = await runJest('jest-30-all', root, coverage);
      assert.ok(!failed, text);
      assert.match(text, /6 passed, 6 total/);
      assert.equal(coverageOf(root), coverageOf(before));
    });
  }

  test(`${name}: an error says where it is in the file as it was`, async () => {
    const line = "const wait = async (value: string) => { await value; throw new Error('found ' + (await value)); };";
    const root = await createApp('jest-30-all', configure(['asynccontext/jest', { transformer }], 'node'), {
      'typed.test.ts': `${line}\ntest('fails', () => wait('it'));\n`,
    });
    const { text } = await runJest('jest-30-all', root, ['typed']);
    assert.ok(text.includes(`(typed.test.ts:1:${line.indexOf('new Error') + 1})`), text);
  });
}

test('ES modules: import() evaluates a module in the empty context', async () => {
  const files = {
    'late.mjs': "import { variable } from './variable.mjs';\nexport const seen = variable.get();\nawait null;\nexport const then = variable.get();\n",
    'variable.mjs': "import { Variable } from 'asynccontext';\nexport const variable = new Variable({ defaultValue: 'none' });\n",
    'modules.test.mjs': `
      import { expect, test } from '@jest/globals';
      import { variable } from './variable.mjs';
      function* steps() { yield variable.get(); yield variable.get(); }
      test('a generator', () => {
        const created = variable.run('creator', steps);
        expect(['one', 'two'].map(name => variable.run(name, () => created.next().value))).toEqual(['creator', 'creator']);
      });
      test('a late import', async () => {
        const { seen, then, here } = await variable.run('importer', async () => ({ ...(await import('./late.mjs')), here: variable.get() }));
        expect({ seen, then, here }).toEqual({ seen: 'none', then: 'none', here: 'importer' });
      });`,
  };
  const root = await createApp(
    'jest-30-all',
    { transform: { '\\.mjs$': 'asynccontext/jest' }, testEnvironment: 'node', testMatch: ['**/*.test.mjs'], moduleFileExtensions: ['mjs', 'js'] },
    files,
  );
  const { failed, text } = await runJest('jest-30-all', root, [], ['--experimental-vm-modules']);
  assert.ok(!failed, text);
  assert.match(text, /2 passed, 2 total/);
});

test('asynccontext/babel in babel-jest: import() evaluates a module in the empty context, as CommonJS too', async () => {
  const files = {
    'late.js': "import { variable } from './variable.js';\nexport const seen = variable.get();\n",
    'steps.test.js': `
      import { variable } from './variable.js';
      test('a late import', async () => {
        const { seen, here } = await variable.run('importer', async () => ({ ...(await import('./late.js')), here: variable.get() }));
        expect({ seen, here }).toEqual({ seen: 'none', here: 'importer' });
      });`,
  };
  const transform = ['babel-jest', { presets: [['@babel/preset-env', { targets: { node: 'current' } }]], plugins: ['asynccontext/babel'] }];
  const root = await createApp('jest-30-all', configure(transform, 'node'), files);
  const { failed, text } = await runJest('jest-30-all', root);
  assert.ok(!failed, text);
});

test.run();
