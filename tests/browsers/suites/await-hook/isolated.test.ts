// Programs that may make a realm unusable, each in a worker of its own, which is ended if it hangs.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { browser } from '../../rig/page/rig.ts';
import type { Outcome } from './isolated/harness.js';
import { overflowing, programs } from './isolated/programs.js';

/** A limit in ms. A program takes some milliseconds, and starting a worker some hundred. */
const LIMIT = 20_000;

/** Runs a program in a worker. */
async function outcomeOf(name: string): Promise<Outcome> {
  const worker = new Worker(`/isolated.js?${encodeURIComponent(name)}`);
  let timer: ReturnType<typeof setTimeout> | undefined;
  try {
    return await new Promise<Outcome>((resolve, reject) => {
      timer = setTimeout(() => reject(new Error(`not over after ${LIMIT / 1000} s`)), LIMIT);
      worker.onmessage = ({ data }) => resolve(data as Outcome);
      worker.onerror = event => (event.preventDefault(), reject(new Error(event.message)));
    });
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}

const test = suite('isolated');
for (const name of Object.keys(programs)) {
  // WebKit's driver may crash when a page overflows its stack, even without the library.
  if (browser === 'webkit' && overflowing.has(name)) continue;
  test(name, async () => {
    assert.equal((await outcomeOf(name)).wrong, []);
  });
}

test.run();
