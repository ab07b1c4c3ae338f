// A short form of the long run: thousands of flows keep their contexts apart, and none waits for ever.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { timers } from '../../model/in-browser.js';
import { type Round, rounds } from '../../soak/rounds.js';

const STEPS = 300_000;

test('two thousand flows at once, again and again', async () => {
  const done: Round[] = [];
  for await (const round of rounds({ flows: 2000, steps: STEPS }, timers)) {
    assert.equal({ wrong: round.wrong, stuck: round.stuck }, { wrong: [], stuck: [] }, `SOAK_SEED=${round.seed}`);
    done.push(round);
  }
  assert.ok(done.reduce((sum, { steps }) => sum + steps, 0) >= STEPS);
});
test.run();
