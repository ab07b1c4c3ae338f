// Measures the transform on published files: how fast it is, how much larger they become, whether they still parse.
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { transform as minify } from 'esbuild';
import { parseSync } from 'oxc-parser';

const { transform } = await import(new URL('../../dist/esm/node/transform.js', import.meta.url).href);

/** The files with code in a folder, without those of nested packages. */
export function filesOf(folder, found = []) {
  for (const item of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, item.name);
    if (item.isDirectory()) {
      if (item.name !== 'node_modules') filesOf(path, found);
    } else if (item.isFile() && /\.(?:[cm]?js|[cm]?tsx?)$/.test(item.name) && !/\.d\.[cm]?ts$/.test(item.name)) found.push(path);
  }
  return found;
}

const extensionOf = path => /\.(\w+)$/.exec(path)[1];
const parserOf = path => ({ ts: 'ts', mts: 'ts', cts: 'ts', tsx: 'tsx' })[extensionOf(path)] ?? 'jsx';

/** The first syntax error of a file, if it has one. A script may be CommonJS, with a `return` at top level. */
function errorOf(path, code) {
  const attempts = ['unambiguous', 'commonjs'].map(sourceType => parseSync(path, code, { lang: parserOf(path), sourceType }).errors[0]);
  return attempts.every(Boolean) ? attempts[0].message : undefined;
}

/** Its size after minification by esbuild; undefined if esbuild fails. */
async function minified(path, code) {
  const extension = extensionOf(path);
  const loader = extension === 'tsx' ? 'tsx' : extension.endsWith('ts') ? 'ts' : 'jsx';
  return minify(code, { minify: true, loader, target: 'esnext', logLevel: 'silent' }).then(
    ({ code: text }) => text.length,
    () => undefined,
  );
}

/**
 * Transforms files.
 *
 * @param {readonly string[]} paths
 * @param {{ sizes?: boolean }} [options] whether to minify the files, which takes most of the time
 * @returns the sums; `problems` are files that could be parsed before and cannot be parsed now, or on which the transform failed
 */
export async function measureFiles(paths, { sizes = true } = {}) {
  const sum = {
    files: paths.length,
    bytes: 0,
    unparsable: 0,
    changed: 0,
    changedBytes: 0,
    changedMilliseconds: 0,
    warnings: 0,
    milliseconds: 0,
    before: 0,
    after: 0,
    allBefore: 0,
    problems: [],
  };
  for (const path of paths) {
    const code = readFileSync(path, 'utf8');
    const bytes = Buffer.byteLength(code);
    sum.bytes += bytes;
    let result;
    let milliseconds;
    // CPU time, since other programs run on the machine as well.
    const start = process.cpuUsage();
    try {
      result = transform(code, { filename: path, onWarn: () => void sum.warnings++ });
    } catch (error) {
      // The file may not be JavaScript in the first place: a template, or a fixture that is broken on purpose.
      if (errorOf(path, code) === undefined) sum.problems.push(`${path}: ${error.message.split('\n')[0]}`);
      else sum.unparsable++;
    } finally {
      const { user, system } = process.cpuUsage(start);
      milliseconds = (user + system) / 1e3;
      sum.milliseconds += milliseconds;
    }
    if (result) {
      const error = errorOf(path, result.code);
      if (error !== undefined) sum.problems.push(`${path}: transformed, ${error}`);
      sum.changed++;
      sum.changedBytes += bytes;
      sum.changedMilliseconds += milliseconds;
    }
    if (!sizes) continue;
    const before = await minified(path, code);
    if (before === undefined) continue;
    sum.allBefore += before;
    if (!result) continue;
    const after = await minified(path, result.code);
    if (after === undefined) {
      sum.problems.push(`${path}: transformed, esbuild cannot minify it`);
      continue;
    }
    sum.before += before;
    sum.after += after;
  }
  return sum;
}

/** A row of the table. */
export function row(name, { files, changed, bytes, milliseconds, changedBytes, changedMilliseconds, before, after, allBefore, warnings }) {
  const percent = (more, of) => (of ? `${((more / of) * 100).toFixed(1)} %` : '–');
  const speed = (size, time) => (size ? (size / 1e6 / (time / 1e3)).toFixed(1) : '–');
  const speeds = [speed(bytes, milliseconds), speed(changedBytes, changedMilliseconds)];
  return [
    name,
    `${files}`,
    `${changed}`,
    (bytes / 1e6).toFixed(2),
    ...speeds,
    percent(after - before, allBefore),
    percent(after - before, before),
    `${warnings}`,
  ];
}

export const head = ['', 'files', 'changed', 'MB', 'MB/s', 'those changed', 'larger, minified', 'those changed', 'warnings'];

/** A table as Markdown. */
export const table = rows => [head, head.map((_, column) => (column ? '--:' : '---')), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');

/** Sums up several results. */
export function add(sums) {
  const total = {};
  for (const sum of sums)
    for (const [key, value] of Object.entries(sum)) total[key] = Array.isArray(value) ? [...(total[key] ?? []), ...value] : (total[key] ?? 0) + value;
  return total;
}

/** The folder of an installed package. */
export const folderOf = (modules, name) => {
  const path = realpathSync(join(modules, name));
  return statSync(path).isDirectory() ? path : undefined;
};
