// Bluebird in place of Promise, for the whole page.
import Bluebird from 'bluebird';
import * as assert from 'uvu/assert';
import { promisesWork } from './promises.js';

globalThis.Promise = Bluebird as never;
export const name = 'Bluebird in place of Promise';
export const replaces = true;

export async function works(): Promise<void> {
  await promisesWork();
  assert.is(await Bluebird.delay(1, 'late'), 'late');
  assert.equal(await Bluebird.map([1, 2], async (value: number) => value * 2), [2, 4]);
  assert.is(
    await Bluebird.try(() => {
      throw new RangeError('expected');
    }).catch(RangeError, () => 'caught'),
    'caught',
  );
}
