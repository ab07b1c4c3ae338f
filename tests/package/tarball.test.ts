// What is in the tarball, and what the linters of packages say of it.
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, project, run } from './app.js';

const app = await createApp();
const files = (readdirSync(app.installed, { recursive: true }) as string[])
  .filter(name => statSync(join(app.installed, name)).isFile())
  .map(name => name.replaceAll('\\', '/'));
const text = (name: string) => readFileSync(join(app.installed, name), 'utf8');
const manifest = JSON.parse(text('package.json')) as Record<string, unknown>;
const scripts = files.filter(name => name.endsWith('.js'));

test('holds what was built and the papers, nothing else', () => {
  const papers = files.filter(name => !name.startsWith('dist/'));
  assert.equal(papers.sort(), ['CHANGELOG.md', 'LICENSE', 'README.md', 'package.json']);
  const built = [
    /^dist\/asynccontext\.global\.min\.js(\.map)?$/,
    /^dist\/(esm|cjs)\/(node|any|transformed)\/[\w-]+\.js(\.map)?$/,
    /^dist\/types\/(esm|cjs)\/(src|polyfill)\/[\w/-]+\.d\.ts$/,
    /^dist\/(types\/)?cjs\/package\.json$/,
  ];
  assert.equal(files.filter(name => name.startsWith('dist/') && !built.some(pattern => pattern.test(name))), []);
  assert.ok(files.includes('dist/asynccontext.global.min.js'));
});

test('brings nothing else along', () => {
  for (const field of ['dependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies']) {
    assert.is(manifest[field], undefined, field);
  }
  assert.equal(readdirSync(join(app.root, 'node_modules')).filter(name => !name.startsWith('.')), ['asynccontext']);
});

test('runs no script on the machine that installs it', () => {
  const names = Object.keys(manifest.scripts as object);
  assert.equal(names.filter(name => /^(pre|post)?install$|^(pre)?prepare$/.test(name)), []);
});

test('has a file for every path that package.json names', () => {
  const named: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') named.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  for (const field of ['main', 'types', 'unpkg', 'jsdelivr', 'typesVersions', 'exports']) collect(manifest[field]);
  assert.ok(named.length > 20);
  for (const path of named) {
    // A pattern stands for the files that match it.
    const [before = '', after] = posix.normalize(path).split('*');
    const found = files.filter(name => (after === undefined ? name === before : name.startsWith(before) && name.endsWith(after)));
    assert.is.not(found.length, 0, `no file for ${path}`);
  }
});

test('has a source map for every script, with the sources in it', () => {
  assert.ok(scripts.length >= 9);
  for (const name of scripts) {
    const link = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(text(name))?.[1];
    assert.is(link, `${posix.basename(name)}.map`, name);
    const map = JSON.parse(text(posix.join(posix.dirname(name), link!))) as { sources: string[]; sourcesContent?: string[] };
    assert.is(map.sourcesContent?.length, map.sources.length, name);
    map.sources.forEach((source, index) => {
      // Relative, so that no path of the machine that built it goes out; and the text is that of the file it names.
      const origin = join(project, dirname(name), source);
      assert.ok(source.startsWith('../') && existsSync(origin), `${name} has ${source} among its sources`);
      assert.is(map.sourcesContent![index], readFileSync(origin, 'utf8'), `${name} and ${source}`);
    });
  }
  // A chunk that only hands on what another file exports has no sources; the others do.
  assert.ok(scripts.some(name => text(`${name}.map`).includes('src/index.ts')));
});

test('the classic script has a path of its own', () => {
  const path = 'asynccontext/dist/asynccontext.global.min.js';
  const { stdout, report } = app.node('-p', `require.resolve('${path}')`);
  assert.is(stdout.trim(), join(app.root, 'node_modules', path), report);
});

test('publint has nothing to say', async () => {
  const { messages, pkg } = await publint({ pkgDir: app.installed, pack: false, level: 'suggestion', strict: true });
  assert.equal(messages.map(message => formatMessage(message, pkg, { color: false })), []);
});

test('Are the Types Wrong has nothing to say, in any mode of resolution', () => {
  const attw = join(project, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  const args = [attw, app.tarball, '--profile', 'strict', '--no-definitely-typed', '--format', 'ascii', '--no-color', '--no-emoji'];
  const { status, report, stdout } = run(process.execPath, args, app.root);
  assert.is(status, 0, report);
  // It found the entries, and looked at them in each mode.
  const entries = ['asynccontext', 'asynccontext/polyfill', 'asynccontext/context', 'asynccontext/async-local-storage', 'asynccontext/opentelemetry'];
  for (const entry of entries) assert.ok(stdout.includes(`"${entry}"`), report);
  for (const mode of ['node10', 'node16 (from CJS)', 'node16 (from ESM)', 'bundler']) assert.ok(stdout.includes(`${mode}:`), report);
});

test.run();
