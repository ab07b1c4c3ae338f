// get-intrinsic, on which es-abstract and many packages depend: the functions that it captures are the intrinsics.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Variable } from '../../../../src/index.js';

const test = suite('get-intrinsic');
const variable = new Variable<string>();
// It captures once, here after the first Variable.
const { default: GetIntrinsic } = await import('get-intrinsic');

test('%Promise.prototype.then% is the function, not what answers for it', async () => {
  const then = GetIntrinsic('%Promise.prototype.then%');
  assert.is(then, Promise.prototype.then);
  assert.is(then.length, 2);
  const seen: unknown[] = [];
  const look = (value: unknown) => void seen.push([value, variable.get()]);
  await variable.run('a', () => then.call(Promise.resolve(1), look));
  await then.call(Promise.reject(2), null, look);
  assert.equal(seen, [
    [1, 'a'],
    [2, undefined],
  ]);
});

test('%Promise.prototype.finally%, %Promise.resolve% and %Promise% are the functions', async () => {
  assert.is(GetIntrinsic('%Promise%'), Promise);
  assert.is(GetIntrinsic('%Promise.resolve%'), Promise.resolve);
  assert.is(GetIntrinsic('%Promise.prototype.finally%'), Promise.prototype.finally);
});

test.run();
