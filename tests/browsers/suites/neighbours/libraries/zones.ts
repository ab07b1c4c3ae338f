// Behaviour that an application expects of every version of zone.js.
import * as assert from 'uvu/assert';
import { promisesWork } from './promises.js';

declare const Zone: any;

/** Uses zones: their values, and the tasks that they know of. */
export async function zonesWork(): Promise<void> {
  await promisesWork();
  Zone.assertZonePatched();
  const log: string[] = [];
  const zone = Zone.root.fork({
    name: 'app',
    properties: { value: 7 },
    onHasTask(delegate: any, current: any, target: any, state: any) {
      if (current === target && state.change === 'macroTask') log.push(state.macroTask ? 'busy' : 'stable');
      delegate.hasTask(target, state);
    },
  });
  const seen: unknown[] = [];
  const look = () => void seen.push(Zone.current.get('value'));
  await zone.run(
    () =>
      new Promise<void>(resolve =>
        setTimeout(() => {
          look();
          queueMicrotask(look);
          Promise.resolve().then(look).then(look).then(resolve);
        }, 1),
      ),
  );
  assert.equal(seen, [7, 7, 7, 7]);
  await new Promise(resolve => setTimeout(resolve, 1));
  assert.equal(log, ['busy', 'stable']);
}
