// The table of AsyncLocalStorage with Node's own classes and with ours in Node, each in a process of its own.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { build } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

// Not bundled with this test, since these modules read files relative to their own location.
const load = (path: string) => import(pathToFileURL(join(process.cwd(), path)).href);
const { common } = await load('build.mjs');
const { runtime } = await load('tests/runtimes.mjs');

const folder = mkdtempSync(join(tmpdir(), 'asynccontext-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
const here = join(process.cwd(), 'tests/interop/async-local-storage');

/** Runs the table and returns how many of its rows passed. Fails if one row fails. */
async function passes(entry: string, node: string, carrier?: string): Promise<number> {
  const outfile = join(folder, `${entry}-${carrier ?? node.replaceAll('/', '-')}.mjs`);
  const base = common('any');
  const alias = carrier ? { ...base.alias, '#carrier': join(here, `carrier-${carrier}.ts`) } : base.alias;
  await build({
    ...base,
    alias,
    define: { CARRIER: JSON.stringify(carrier ?? '') },
    entryPoints: [join(here, `${entry}.ts`)],
    outfile,
    platform: 'node',
    format: 'esm',
  });
  const command = node === 'this' ? process.execPath : await runtime(node);
  const { stdout } = await promisify(execFile)(command, [outfile], { env: { ...process.env, NO_COLOR: '1' } }).catch(error => {
    throw new Error(`${error.stdout}\n${error.stderr}`);
  });
  return Number(/Passed:\s+(\d+)/.exec(stdout)?.[1]);
}

/** The numbers of rows: all of the table, those that need Node 24, those about synchronous code alone, and those of bad input. */
const [ALL, OF_24, SYNCHRONOUS, BAD_INPUT] = [55, 4, 18, 24];
const lanes: [title: string, entry: string, node: string, carrier: string | undefined, rows: number][] = [
  ["Node 20's own", 'native', 'node-20', undefined, ALL - OF_24],
  ["Node 24's own", 'native', 'node-24', undefined, ALL],
  ["Node 26's own", 'native', 'node-26', undefined, ALL],
  ['ours on the carrier of browsers', 'ours', 'this', 'browser', ALL + BAD_INPUT],
  ['ours on the carrier of browsers, in Node 24', 'ours', 'node-24', 'browser', ALL + BAD_INPUT],
  ["ours on Node's carrier, in Node 20", 'ours', 'node-20', 'async-local-storage', ALL + BAD_INPUT],
  ["ours on Node's carrier, in Node 24", 'ours', 'node-24', 'async-local-storage', ALL + BAD_INPUT],
  ['ours where nothing carries', 'ours', 'this', 'synchronous', SYNCHRONOUS + BAD_INPUT],
];
for (const [title, entry, node, carrier, rows] of lanes) {
  test(title, async () => {
    assert.is(await passes(entry, node, carrier), rows);
  });
}

test.run();
