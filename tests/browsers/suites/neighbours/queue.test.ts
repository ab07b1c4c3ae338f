// A Promise with its own queue in place of the engine's: it calls the reactions of all flows in the context of whoever needed the queue first.
import Bluebird from 'bluebird';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { Variable } from '../../../../src/index.js';

declare const WITHOUT: string[];

(globalThis as Record<PropertyKey, unknown>)[Symbol.for('asynccontext.options.v1')] = { without: WITHOUT };
const test = suite(`a promise with a queue of its own, without ${WITHOUT.join() || 'nothing'}`);
const variable = new Variable<string>({ defaultValue: 'none' });
const { Promise: Native } = globalThis;

test('each reaction has the context of its flow, and none where that has none', async () => {
  globalThis.Promise = Bluebird as unknown as PromiseConstructor;
  Bluebird.setScheduler((drain: () => void) => queueMicrotask(drain));
  const seen: string[] = [];
  const look = (): void => void seen.push(variable.get());
  const flow = (): unknown => Bluebird.resolve().then(look).then(look);
  await Native.all([variable.run('a', flow), flow(), variable.run('b', flow), flow()]);
  assert.equal(seen, ['a', 'none', 'b', 'none', 'a', 'none', 'b', 'none']);
  globalThis.Promise = Native;
});

test.run();
