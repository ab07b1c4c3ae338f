// Random programs, run untransformed and transformed.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checkProgram, Endless } from './program.js';
import { randomCode } from './random-code.js';
import { seedsOf } from '../seeds.js';
import { realms } from './realms.js';

/** The number of programs for each seed. Each is made from the next number. */
const programs = Number(process.env['PROGRAMS'] ?? 60);

async function check(first: number): Promise<void> {
  let endless = 0;
  for (let seed = first; seed < first + programs; seed++) {
    const code = randomCode(seed);
    await checkProgram(code, realms).catch(error => {
      if (error instanceof Endless) return void endless++;
      throw new Error(`SEED=${seed}: ${(error as Error).message}\n${(error as { details?: string }).details ?? ''}\n${code}`);
    });
  }
  assert.ok(endless <= programs / 10, `SEED=${first}: ${endless} programs took too long as they are`);
}

test(`${programs} random programs do the same transformed, in the right contexts`, async () => {
  for (const seed of seedsOf('random programs')) await check(seed);
});
test.run();
