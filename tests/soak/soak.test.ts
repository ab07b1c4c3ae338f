// A short form of the long run in Node, Bun and Deno: thousands of flows keep their contexts apart, and leave nothing behind.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import type { Round } from './rounds.js';

// Not bundled with this test, since the module reads files relative to its own location.
const { faultsOf, runtimes, slackOf, soak } = (await import(pathToFileURL(join(process.cwd(), 'tests/soak/soak.mjs')).href)) as {
  faultsOf(place: string, rounds: readonly (Round & { memory?: number })[]): string[];
  runtimes: readonly string[];
  slackOf(place: string): number;
  soak(place: string, size: { flows: number; steps: number }): Promise<Round[]>;
};

test('faults are found: a context, a flow that waits, memory that grows, a context that Node loses, a run that is too short', () => {
  const round = { seed: 7, steps: 1, lost: 0, memory: 1000, ms: 1, wrong: [], stuck: [] };
  assert.equal(faultsOf('node-24', [round, round, round]), []);
  assert.equal(faultsOf('bun', [round, round, { ...round, lost: 1 }]), []);
  assert.equal(faultsOf('node-24', [round, { ...round, wrong: ['a saw b'], stuck: ['a timer'] }, round]), [
    'SOAK_SEED=7: a saw b',
    'SOAK_SEED=7: waits for ever: a timer',
  ]);
  assert.equal(faultsOf('node-24', [round, round, { ...round, memory: 1001 + slackOf('node-24') }]).length, 1);
  assert.equal(faultsOf('node-24', [round, round, { ...round, lost: 1 }]).length, 1);
  assert.equal(faultsOf('node-24', [round, round]).length, 1);
});

const STEPS = 300_000;

for (const place of runtimes) {
  test(`${place}: two thousand flows at once, again and again`, async () => {
    const rounds = await soak(place, { flows: 2000, steps: STEPS });
    assert.equal(faultsOf(place, rounds), []);
    assert.ok(rounds.reduce((sum, { steps }) => sum + steps, 0) >= STEPS);
  });
}
test.run();
