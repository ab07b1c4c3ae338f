// Tests that need a process of their own, in every version of Node: the model test and modules, transformed, and the programs.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type BuildOptions } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const root = process.cwd();
const load = (path: string) => import(pathToFileURL(join(root, path)).href);
const [{ common }, { runtime }, { transformed }] = await Promise.all(['build.mjs', 'tests/runtimes.mjs', 'tests/transform/plugin.mjs'].map(load));

async function bundle(name: string, options: BuildOptions = {}): Promise<string> {
  const outfile = join(root, 'tests/.build', `lane-${name}.mjs`);
  const entryPoints = [join(root, 'tests/transform', `${name}.ts`)];
  await build({ ...common('node'), platform: 'node', entryPoints, outfile, format: 'esm', packages: 'external', ...options });
  return outfile;
}

/** Runs a uvu test file to its end, and returns its output if it failed. */
function run(command: string, file: string): Promise<string> {
  return new Promise(resolve => {
    const child = spawn(command, ['--enable-source-maps', file], { cwd: root, env: { ...process.env, FORCE_COLOR: '0', NO_COLOR: '1' } });
    let text = '';
    for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', chunk => (text += chunk));
    child.on('close', code => {
      const [total, passed] = [/Total:\s+(\d+)/.exec(text)?.[1], /Passed:\s+(\d+)/.exec(text)?.[1]];
      resolve(code === 0 && Number(total) > 0 && total === passed ? '' : text || 'nothing was printed');
    });
  });
}

const model = await bundle('model', { plugins: [transformed()] });
const modules = await bundle('modules', { plugins: [transformed()] });
const programs = await bundle('programs.test');
for (const name of ['node-18', 'node-20', 'node-22', 'node-24', 'node-26']) {
  test(`${name}: the model, transformed`, async () => assert.is(await run(await runtime(name), model), ''));
  test(`${name}: modules, transformed`, async () => assert.is(await run(await runtime(name), modules), ''));
  test(`${name}: the programs`, async () => assert.is(await run(await runtime(name), programs), ''));
}
test.run();
