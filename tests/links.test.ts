// The Markdown files lead nowhere that is not there: links and pictures to files of the repository, and to headings in them.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

/** Each relative to the repository. */
function markdownFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(item => {
    const path = join(folder, item.name);
    if (item.isDirectory()) return /^(?:node_modules|dist|\..*)$/.test(item.name) ? [] : markdownFiles(path);
    return item.name.endsWith('.md') ? [path] : [];
  });
}

const files = markdownFiles('.');
/** Without code, where brackets mean something else. */
const proseOf = (path: string) => readFileSync(path, 'utf8').replace(/^(```+)[^]*?^\1/gm, '').replace(/(`+)[^`\n]+?\1/g, 'code');
const linksOf = (path: string) =>
  [...proseOf(path).matchAll(/\]\(([^()\s]+)(?:\s[^()]*)?\)|\b(?:src|srcset|href)="([^"]+)"/g)].map(([, link, attribute]) => link ?? attribute!);
/** The anchors that GitHub makes of headings. */
const anchorsOf = (path: string) =>
  [...readFileSync(path, 'utf8').replace(/^(```+)[^]*?^\1/gm, '').matchAll(/^#+ +(.+?) *$/gm)].map(([, heading]) =>
    heading!.replace(/\[([^\]]*)\]\([^)]*\)/g, '$1').toLowerCase().replace(/[^\p{L}\p{N}\- _]/gu, '').replaceAll(' ', '-'));

/** What is wrong with a link of a file; nothing if it leads out of the repository. */
function faultOf(file: string, link: string): string | undefined {
  if (/^[a-z]+:/.test(link)) return undefined;
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? file : normalize(join(dirname(file), decodeURIComponent(path)));
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
});

for (const file of files) {
  test(`${file} leads to what is there`, () => {
    assert.equal(linksOf(file).flatMap(link => faultOf(file, link) ?? []), []);
  });
}

test.run();
