// The README's picture matches what the program does now.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';

interface Step {
  readonly owner: string;
  readonly way: string;
  readonly seen: string;
}

interface Runs {
  readonly byHand: readonly Step[];
  readonly withLibrary: readonly Step[];
}

// Imported by path and not bundled, since these files make the picture.
const folder = join(process.cwd(), 'tests/demo/timeline');
const load = (file: string) => import(pathToFileURL(join(folder, file)).href);
const { runBoth, isWrong }: { runBoth: () => Promise<Runs>; isWrong: (step: Step) => boolean } = await load('runs.mjs');
const { draw }: { draw: (runs: Runs) => string } = await load('draw.mjs');

test('with a Variable each step sees its own user', async () => {
  const { withLibrary } = await runBoth();
  assert.is(withLibrary.length, 15);
  assert.equal(withLibrary.filter(isWrong), []);
});

test('with a shared variable steps see the user of whoever came in last', async () => {
  const { byHand } = await runBoth();
  assert.ok(byHand.some(isWrong));
  let last: string | undefined;
  for (const { owner, way, seen } of byHand) {
    if (way === 'start') last = owner;
    assert.is(seen, last);
  }
});

test('both runs are of the same program: their steps come in the same order', async () => {
  const { byHand, withLibrary } = await runBoth();
  const order = (steps: readonly Step[]) => steps.map(({ owner, way }) => `${owner} ${way}`);
  assert.equal(order(byHand), order(withLibrary));
});

test('the picture is the one that the program draws now', async () => {
  const svg = await readFile(join(folder, 'timeline.svg'), 'utf8');
  assert.is(draw(await runBoth()), svg, 'run node tests/demo/timeline/main.mjs, and look at what changed');
});

test('the picture is small, and needs nothing from elsewhere', async () => {
  const svg = await readFile(join(folder, 'timeline.svg'), 'utf8');
  assert.ok(Buffer.byteLength(svg) < 15_000);
  assert.not.match(svg, /<script|<image|href|url\(|@import/);
});

test.run();
