// The contents of the tarball, and the reports of package linters about it.
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

/** The files of each entry. */
const { exports: entryPoints } = manifest as { exports: Record<string, unknown> };
const entryNames = Object.keys(entryPoints)
  .filter(path => !/\*|package\.json/.test(path))
  .map(path => (path === '.' ? 'index' : path.slice(2)));

test('holds what was built, the papers and their pictures, and the folders for tools that read no exports, nothing else', () => {
  const kinds = {
    papers: /^(?:CHANGELOG\.md|LICENSE|README\.md|package\.json)$/,
    documentation: /^(?:src|polyfill)\/(?:[\w-]+\/)*README\.md$/,
    pictures: /^tests\/[\w/-]+\.svg$/,
    folders: /^(?:polyfill|context|debug|async-local-storage|opentelemetry|runtime|sentry|zone)\/package\.json$/,
    scripts: /^dist\/asynccontext\.(?:global|zone)\.min\.js(?:\.map)?$/,
    modules: /^dist\/(?:esm|cjs)\/(?:node|any|transformed|shared)\/[\w-]+\.js$/,
    lowered: /^dist\/cjs\/es2019\/[\w-]+\.js$/,
    maps: /^dist\/esm\/(?:shared\/[\w-]+|any\/carrier)\.js\.map$/,
    declarations: /^dist\/types\/[\w-]+\.d\.c?ts$/,
    format: /^dist\/cjs\/package\.json$/,
  };
  assert.equal(
    files.filter(name => !Object.values(kinds).some(kind => kind.test(name))),
    [],
  );
  for (const [name, kind] of Object.entries(kinds))
    assert.ok(
      files.some(file => kind.test(file)),
      name,
    );
});

test('is no larger than it has to be', () => {
  assert.ok(entryNames.length >= 12, entryNames.join());
  const most = 10 * entryNames.length;
  assert.ok(files.length <= most, `expected at most ${most} files, got ${files.length}`);
  const size = files.reduce((sum, name) => sum + statSync(join(app.installed, name)).size, 0);
  assert.ok(size <= 2_600_000, `expected at most 2.6 MB, got ${size} bytes`);
  for (const name of entryNames) {
    const isOf = (file: string, folder: RegExp) => folder.test(file) && new RegExp(`/${name}\\.(?:js|js\\.map|d\\.c?ts)$`).test(file);
    const [esm, cjs] = [
      files.filter(file => isOf(file, /^dist\/(?:esm\/|types\/.*\.ts$)/)),
      files.filter(file => isOf(file, /^dist\/(?:cjs\/|types\/.*\.cts$)/)),
    ];
    for (const found of [esm, cjs]) assert.ok(found.length >= 2 && found.length <= 5, `${name}: ${found}`);
  }
});

test('says where it comes from, and is published with provenance', () => {
  const { repository, homepage, bugs, author, publishConfig } = manifest as Record<string, any>;
  assert.match(repository.url, /^git\+https:\/\/github\.com\/[\w-]+\/[\w-]+\.git$/);
  const home = repository.url.replace(/^git\+|\.git$/g, '');
  assert.is(homepage, `${home}#readme`);
  assert.is(bugs, `${home}/issues`);
  assert.ok(author);
  assert.equal(publishConfig, { access: 'public', provenance: true });
});

const papers = files.filter(name => name.endsWith('.md'));
const proseOf = (name: string) =>
  text(name)
    .replace(/^(```+)[^]*?^\1/gm, '')
    .replace(/(`+)[^`\n]+?\1/g, 'code');
const linksOf = (name: string) =>
  [...proseOf(name).matchAll(/\]\(([^()\s]+)(?:\s[^()]*)?\)|\b(?:src|srcset|href)="([^"]+)"/g)].map(([, link, attribute]) => link ?? attribute!);
const relative = (name: string) => linksOf(name).filter(link => !/^(?:[a-z]+:|#)/.test(link));

for (const name of papers) {
  test(`${name}: what it links and shows is in the package, or has a whole address`, () => {
    const lost = relative(name).filter(link => !files.includes(posix.join(posix.dirname(name), link.split('#')[0]!)));
    assert.equal(lost, []);
  });
}

test('which are many, from the README on to all documentation', () => {
  assert.ok(papers.flatMap(relative).length > 30);
  const reached = new Set(['README.md']);
  for (const name of reached) {
    for (const link of relative(name)) {
      const target = posix.join(posix.dirname(name), link.split('#')[0]!);
      if (papers.includes(target)) reached.add(target);
    }
  }
  assert.equal([...reached].sort(), papers.sort());
  // The READMEs with the API, the aliases, and the plugins' options.
  for (const folder of ['spec', 'interop', 'transform/plugins']) assert.ok(reached.has(`src/${folder}/README.md`), folder);
});

test('brings nothing else along', () => {
  for (const field of ['dependencies', 'optionalDependencies', 'bundleDependencies', 'bundledDependencies']) {
    assert.is(manifest[field], undefined, field);
  }
  assert.equal(
    readdirSync(join(app.root, 'node_modules')).filter(name => !name.startsWith('.')),
    ['asynccontext'],
  );
});

test('runs no script on the machine that installs it', () => {
  const names = Object.keys(manifest.scripts as object);
  assert.equal(
    names.filter(name => /^(pre|post)?install$|^(pre)?prepare$/.test(name)),
    [],
  );
});

test('has a file for every path that package.json names', () => {
  const named: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value === 'string') named.push(value);
    else if (typeof value === 'object' && value !== null) Object.values(value).forEach(collect);
  };
  for (const field of ['main', 'browser', 'react-native', 'types', 'files', 'unpkg', 'jsdelivr', 'typesVersions', 'exports']) collect(manifest[field]);
  assert.ok(named.length > 20);
  for (const path of named) {
    // A pattern stands for all files that match it.
    const [before = '', after] = posix.normalize(path).split('*');
    const found = files.filter(name =>
      after === undefined ? name === before || name.startsWith(`${before}/`) : name.startsWith(before) && name.endsWith(after),
    );
    assert.is.not(found.length, 0, `no file for ${path}`);
  }
});

const mapped = scripts.filter(name => /^dist\/(?:esm\/shared\/|esm\/any\/carrier\.js|asynccontext\.\w+\.min\.js)/.test(name));

for (const name of mapped) {
  test(`${name} has a source map, with the sources in it`, () => {
    const link = /\/\/# sourceMappingURL=(\S+)\s*$/.exec(text(name))?.[1];
    assert.is(link, `${posix.basename(name)}.map`, name);
    const map = JSON.parse(text(posix.join(posix.dirname(name), link!))) as { sources: string[]; sourcesContent?: string[]; mappings: string };
    assert.ok(map.sources.length > 0 && map.mappings.length > 100);
    assert.is(map.sourcesContent?.length, map.sources.length);
    map.sources.forEach((source, index) => {
      // Sources have relative paths, which do not reveal the build machine, and the text of the files that they name.
      const origin = join(project, dirname(name), source);
      assert.ok(source.startsWith('../') && existsSync(origin), `${source} is among its sources`);
      assert.is(map.sourcesContent![index], readFileSync(origin, 'utf8'), source);
    });
  });
}

test('the modules have the sources once, and name no map that is not there', () => {
  const sources = mapped
    .filter(name => !name.includes('.min.'))
    .flatMap(name => (JSON.parse(text(`${name}.map`)) as { sources: string[] }).sources.map(source => posix.join(posix.dirname(name), source)));
  assert.ok(sources.length > 60 && sources.includes('src/spec/variable.ts'), sources.join());
  assert.equal(
    sources.filter((source, index) => sources.indexOf(source) !== index),
    [],
  );
  assert.equal(
    scripts.filter(name => !mapped.includes(name) && /\n\/\/# sourceMappingURL=\S+\s*$/.test(text(name))),
    [],
  );
  assert.equal(
    files.filter(name => name.endsWith('.map') && !mapped.includes(name.slice(0, -'.map'.length))),
    [],
  );
});

test('the classic script has a path of its own', () => {
  const path = 'asynccontext/dist/asynccontext.global.min.js';
  const { stdout, report } = app.node('-p', `require.resolve('${path}')`);
  assert.is(stdout.trim(), join(app.root, 'node_modules', path), report);
});

test('publint has nothing to say', async () => {
  const { messages, pkg } = await publint({ pkgDir: app.installed, pack: false, level: 'suggestion', strict: true });
  // This suggestion is followed already: `exports` has the condition `browser`. The field is for tools that do not read `exports`.
  const others = messages.filter(({ code }) => code !== 'USE_EXPORTS_BROWSER');
  assert.equal(
    others.map(message => formatMessage(message, pkg, { color: false })),
    [],
  );
});

test('Are the Types Wrong has nothing to say, in any mode of resolution', () => {
  const attw = join(project, 'node_modules/@arethetypeswrong/cli/dist/index.js');
  const args = [attw, app.tarball, '--profile', 'strict', '--no-definitely-typed', '--format', 'ascii', '--no-color', '--no-emoji'];
  const { status, report, stdout } = run(process.execPath, args, app.root);
  assert.is(status, 0, report);
  // Checks that the linter found all entries, in each mode.
  const entries = [
    'asynccontext',
    'asynccontext/polyfill',
    'asynccontext/context',
    'asynccontext/async-local-storage',
    'asynccontext/opentelemetry',
    'asynccontext/sentry',
  ];
  for (const entry of entries) assert.ok(stdout.includes(`"${entry}"`), report);
  for (const mode of ['node10', 'node16 (from CJS)', 'node16 (from ESM)', 'bundler']) assert.ok(stdout.includes(`${mode}:`), report);
});

test.run();
