// TypeScript on the installed package, with every way of module resolution, and with the library's own declarations checked.
import { cpSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, project, run } from './app.js';

const app = await createApp();
// Copies the optional peers, as if the app had installed them.
for (const peer of ['@opentelemetry/api', '@sentry/core', '@sentry/conventions'])
  cpSync(join(project, 'node_modules', peer), join(app.root, 'node_modules', peer), { recursive: true });

const { resolve } = createRequire(join(project, 'package.json'));
const compilerOf = (manifest: string) => ({
  version: (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version,
  tsc: join(dirname(manifest), 'bin/tsc'),
});
const current = compilerOf(resolve('typescript/package.json'));
// Are the Types Wrong contains an older TypeScript, which still has a way of resolution that was removed later.
const attw = createRequire(createRequire(resolve('@arethetypeswrong/cli/package.json')).resolve('@arethetypeswrong/core'));
const older = compilerOf(attw.resolve('typescript/package.json'));

/** The files of the app, each with the fixture that it is a copy of. */
type Files = Readonly<Record<string, string>>;
interface Way {
  /** The `type` of the app's package.json. */
  readonly type: 'module' | 'commonjs';
  readonly options: object;
}

let count = 0;
/** Compiles an app and returns its folder. Fails on any error, including those in the package's own declarations. */
function compile({ tsc }: typeof current, { type, options }: Way, files: Files): string {
  const folder = `app-${count++}`;
  const compilerOptions = {
    strict: true,
    exactOptionalPropertyTypes: true,
    noUncheckedSideEffectImports: true,
    skipLibCheck: false,
    target: 'es2022',
    lib: ['es2022'],
    types: [],
    noEmit: true,
    ...options,
  };
  app.write({
    [`${folder}/package.json`]: JSON.stringify({ type }),
    [`${folder}/tsconfig.json`]: JSON.stringify({ compilerOptions, files: Object.keys(files) }),
  });
  for (const [name, fixture] of Object.entries(files)) {
    app.write({ [`${folder}/${name}`]: readFileSync(join(project, 'tests/package/fixtures/types', fixture), 'utf8') });
  }
  const { status, report } = run(process.execPath, [tsc, '-p', folder], app.root);
  assert.is(status, 0, report);
  return join(app.root, folder);
}

const ways: Readonly<Record<string, Way>> = {
  'nodenext, ES modules': { type: 'module', options: { module: 'nodenext' } },
  'nodenext, CommonJS': { type: 'commonjs', options: { module: 'nodenext' } },
  bundler: { type: 'module', options: { module: 'esnext', moduleResolution: 'bundler' } },
  node10: { type: 'commonjs', options: { module: 'commonjs', moduleResolution: 'node10' } },
};
/** Several programs, since the polyfill declares the global for all files of a program. */
const programs: Readonly<Record<string, Files>> = {
  ponyfill: { 'ponyfill.ts': 'ponyfill.ts', 'no-global.ts': 'no-global.ts' },
  polyfill: { 'polyfill.ts': 'polyfill.ts' },
  'keyed facade': { 'context.ts': 'context.ts' },
  'async-local-storage': { 'async-local-storage.ts': 'async-local-storage.ts' },
  opentelemetry: { 'opentelemetry.ts': 'opentelemetry.ts' },
  sentry: { 'sentry.ts': 'sentry.ts' },
};
const libraries = { 'the language': ['es2022'], 'a page': ['es2022', 'dom', 'dom.iterable'] };

for (const [way, { type, options }] of Object.entries(ways)) {
  const compiler = way === 'node10' ? older : current;
  for (const [library, lib] of Object.entries(libraries)) {
    for (const [program, files] of Object.entries(programs)) {
      // OpenTelemetry's own declarations need the type of `console`.
      if (program === 'opentelemetry' && library !== 'a page') continue;
      test(`${way}: the ${program} in TypeScript ${compiler.version}, with the library of ${library}`, () => {
        compile(compiler, { type, options: { ...options, lib } }, files);
      });
    }
  }
}

for (const compiler of [current, older]) {
  test(`both formats in one program in TypeScript ${compiler.version}: the global is declared twice and is one`, () => {
    const files: Record<string, string> = { 'require.cts': 'require.cts' };
    for (const name of ['ponyfill', 'polyfill']) for (const format of ['mts', 'cts']) files[`${name}.${format}`] = `${name}.ts`;
    compile(compiler, ways['nodenext, ES modules']!, files);
  });

  const libraries = [
    ['library.ts', 'Variable'],
    ['library-polyfill.ts', 'Variable'],
    ['library-context.ts', 'Context'],
  ] as const;
  for (const [fixture, type] of libraries) {
    test(`declarations of ${fixture} in TypeScript ${compiler.version}: name the types as a user would, not where they are`, () => {
      const { type: format, options } = ways['nodenext, ES modules']!;
      const emit = { noEmit: false, declaration: true, emitDeclarationOnly: true };
      const folder = compile(compiler, { type: format, options: { ...options, ...emit } }, { 'library.ts': fixture });
      const text = readFileSync(join(folder, 'library.d.ts'), 'utf8');
      assert.match(text, new RegExp(`\\b${type}<\\{\\s*id: string;\\s*\\}`));
      assert.not.match(text, 'dist/');
      assert.not.match(text, /\bany\b/);
    });
  }
}

test.run();
