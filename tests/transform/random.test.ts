// Random programs, run as they are and transformed.
import { test } from 'uvu';
import { checkProgram } from './program.js';
import { randomCode } from './random-code.js';
import { realms } from './realms.js';

const [first, programs] = [Number(process.env['SEED'] ?? 1), Number(process.env['PROGRAMS'] ?? 60)];

test(`${programs} random programs do the same transformed, in the right contexts`, async () => {
  for (let seed = first; seed < first + programs; seed++) {
    const code = randomCode(seed);
    await checkProgram(code, realms).catch(error => {
      throw new Error(`seed ${seed}: ${(error as Error).message}\n${(error as { details?: string }).details ?? ''}\n${code}`);
    });
  }
});
test.run();
