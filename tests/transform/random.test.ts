// Random programs, run as they are and transformed.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { checkProgram, Endless } from './program.js';
import { randomCode } from './random-code.js';
import { realms } from './realms.js';

const [first, programs] = [Number(process.env['SEED'] ?? 1), Number(process.env['PROGRAMS'] ?? 60)];

test(`${programs} random programs do the same transformed, in the right contexts`, async () => {
  let endless = 0;
  for (let seed = first; seed < first + programs; seed++) {
    const code = randomCode(seed);
    await checkProgram(code, realms).catch(error => {
      if (error instanceof Endless) return void endless++;
      throw new Error(`seed ${seed}: ${(error as Error).message}\n${(error as { details?: string }).details ?? ''}\n${code}`);
    });
  }
  assert.ok(endless <= programs / 20, `${endless} programs took too long as they are`);
});
test.run();
