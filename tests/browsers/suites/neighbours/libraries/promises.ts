// Behaviour that any page expects of the global Promise.
import * as assert from 'uvu/assert';

/** Uses the global Promise. */
export async function promisesWork(): Promise<void> {
  assert.is(await Promise.resolve(1).then(value => value + 1), 2);
  assert.is(await Promise.reject(3).catch(reason => reason), 3);
  assert.equal(await Promise.all([1, Promise.resolve(2), (async () => 3)()]), [1, 2, 3]);
  assert.is(await Promise.race([new Promise(() => {}), Promise.resolve(4)]), 4);
  assert.equal(await Promise.resolve(5).finally(() => {}), 5);
  assert.instance(
    Promise.resolve().then(() => {}),
    Promise,
  );
  const order: string[] = [];
  const task = new Promise<void>(resolve => setTimeout(() => resolve(void order.push('task')), 0));
  await Promise.all([Promise.resolve().then(() => order.push('reaction')), task]);
  assert.equal(order, ['reaction', 'task']);
}
