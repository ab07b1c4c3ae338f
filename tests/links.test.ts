// Links and pictures in the Markdown files lead to existing files of the repository, and to existing headings in them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

/** The paths of all Markdown files, relative to the repository. */
function markdownFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(item => {
    const path = join(folder, item.name);
    if (item.isDirectory()) return /^(?:node_modules|dist|\..*)$/.test(item.name) ? [] : markdownFiles(path);
    return item.name.endsWith('.md') ? [path] : [];
  });
}

const files = markdownFiles('.');
/** The text without code, where brackets have another meaning. */
const proseOf = (path: string) =>
  readFileSync(path, 'utf8')
    .replace(/^(```+)[^]*?^\1/gm, '')
    .replace(/(`+)[^`\n]+?\1/g, 'code');
const linksOf = (path: string) =>
  [...proseOf(path).matchAll(/\]\(([^()\s]+)(?:\s[^()]*)?\)|\b(?:src|srcset|href)="([^"]+)"/g)].map(([, link, attribute]) => link ?? attribute!);
/** The anchors that GitHub makes from headings. */
const anchorsOf = (path: string) =>
  [
    ...readFileSync(path, 'utf8')
      .replace(/^(```+)[^]*?^\1/gm, '')
      .matchAll(/^#+ +(.+?) *$/gm),
  ].map(([, heading]) =>
    heading!
      .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\- _]/gu, '')
      .replaceAll(' ', '-'),
  );

const { repository } = JSON.parse(readFileSync('package.json', 'utf8')) as { repository: { url: string } };
/** The repository's address. Files in the package use it to link to files that are not in the package. */
const home = repository.url.replace(/^git\+|\.git$/g, '');

/** The file that a link leads to, relative to the repository; undefined if it leads elsewhere. */
function targetOf(file: string, path: string): string | undefined {
  if (path === '') return file;
  if (path.startsWith(`${home}/`)) return path.replace(/^.*?\/(?:blob|tree)\/main\//, '');
  return /^[a-z]+:/.test(path) ? undefined : normalize(join(dirname(file), decodeURIComponent(path)));
}

/** The fault of a file's link, if it has one. */
function faultOf(file: string, link: string): string | undefined {
  const [path = '', anchor] = link.split('#');
  const target = targetOf(file, path);
  if (target === undefined) return undefined;
  if (target.startsWith('..') || !existsSync(target)) return `${file}: ${link} is not there`;
  if (anchor !== undefined && !anchorsOf(target).includes(anchor)) return `${file}: ${target} has no heading #${anchor}`;
  return undefined;
}

test('links are found, and faults in them', () => {
  assert.ok(files.includes('README.md') && files.length > 10, files.join());
  assert.ok(files.flatMap(linksOf).length > 50);
  assert.is(faultOf('README.md', 'src/nothing.md'), 'README.md: src/nothing.md is not there');
  assert.is(faultOf('README.md', '../package.json'), 'README.md: ../package.json is not there');
  assert.is(faultOf('src/spec/README.md', '../../README.md#nothing'), 'src/spec/README.md: README.md has no heading #nothing');
  assert.is(faultOf('README.md', '#limits-and-their-remedies'), undefined);
  assert.is(faultOf('README.md', `${home}/blob/main/tests/nothing.md`), `README.md: ${home}/blob/main/tests/nothing.md is not there`);
  assert.is(faultOf('README.md', `${home}/blob/main/tests/bench/README.md#nothing`), 'README.md: tests/bench/README.md has no heading #nothing');
  assert.is(faultOf('README.md', `${home}/tree/main/tests`), undefined);
  assert.is(faultOf('README.md', 'https://example.org/nothing'), undefined);
});

for (const file of files) {
  test(`${file} leads to what is there`, () => {
    assert.equal(
      linksOf(file).flatMap(link => faultOf(file, link) ?? []),
      [],
    );
  });
}

test.run();
