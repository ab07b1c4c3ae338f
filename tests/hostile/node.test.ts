// The table of hostile programs in Node 20 and 24, on AsyncLocalStorage and on the browser carrier, with each flag that locks something down.
import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const load = (path: string) => import(pathToFileURL(join(process.cwd(), path)).href);
const { bundle } = await load('tests/hostile/bundle.mjs');
const { flags } = await load('tests/hostile/environments.mjs');
const { runtime } = await load('tests/runtimes.mjs');

const folder = mkdtempSync(join(tmpdir(), 'asynccontext-'));
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));

interface Ran {
  readonly name: string;
  readonly skipped?: string;
  readonly wrong?: string[];
}

/** ms, against a process that hangs: one usually takes some seconds. */
const LIMIT = 240_000;
const carriers = { node: 'AsyncLocalStorage', any: 'the browser carrier' };

/** Runs the table in a process. */
async function outcomes(node: string, carrier: string, flag: string): Promise<Ran[]> {
  const args = ['--no-warnings', ...flags[flag](node), 'tests/hostile/node.mjs', join(folder, `${carrier}.js`), carrier, flag];
  const { stdout } = await promisify(execFile)(await runtime(node), args, { timeout: LIMIT, killSignal: 'SIGKILL', maxBuffer: 1e9 }).catch(error => {
    throw new Error(error.killed ? `not over after ${LIMIT / 1000} s` : String(error.stderr).slice(0, 2000));
  });
  return JSON.parse(stdout.trim().split('\n').pop()!);
}

for (const carrier of Object.keys(carriers)) writeFileSync(join(folder, `${carrier}.js`), await bundle(carrier));

/** The places where the table runs: both carriers with all flags; no flags on the older Node. */
const places = ['node-20', 'node-24'].flatMap(node =>
  Object.keys(carriers).flatMap(carrier =>
    Object.keys(flags)
      .filter(flag => node === 'node-24' || flag === 'no flags')
      .map(flag => ({ node, carrier: carrier as keyof typeof carriers, flag })),
  ),
);

const results = new Map<(typeof places)[number], Ran[] | Error>();
const queue = [...places];
const work = async (): Promise<void> => {
  for (let place = queue.shift(); place; place = queue.shift()) {
    results.set(place, await outcomes(place.node, place.carrier, place.flag).catch((error: Error) => error));
  }
};
await Promise.all([work(), work()]);

/** The number of rows that are skipped for each reason. */
const skips = new Map<string, number>();
for (const place of places) {
  const title = `${place.node}, ${carriers[place.carrier]}, ${place.flag}`;
  const found = results.get(place)!;
  const test = suite(title);
  if (found instanceof Error) {
    test('the table runs', () => {
      throw found;
    });
  } else {
    for (const { name, wrong, skipped: reason } of found) {
      if (wrong) test(name, () => assert.equal(wrong, []));
      else {
        test.skip(name);
        skips.set(reason!, (skips.get(reason!) ?? 0) + 1);
      }
    }
    test('the table has a hundred programs and more', () => assert.ok(found.filter(({ wrong }) => wrong).length >= 100));
  }
  test.run();
}
for (const [reason, count] of skips) console.log(`skipped: ${count} times, since ${reason}`);
