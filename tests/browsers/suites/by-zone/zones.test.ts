// Zones follow native await if a page asks for it: no code here is lowered.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import './follow.js';
import { Snapshot, Variable } from '../../../../src/index.js';
import { until } from '../../../until.js';

declare const Zone: any;

const test = suite('zones that follow native await');
const variable = new Variable({ defaultValue: 'none' });
const NativePromise = (async () => {})().constructor as PromiseConstructor;
const sleep = (ms: number) => new Promise<void>(resolve => setTimeout(resolve, ms));

interface Log {
  readonly zone: any;
  readonly lines: string[];
}

/** A zone that records its notifications. */
function watched(name: string): Log {
  const lines: string[] = [];
  const zone = Zone.root.fork({
    name,
    properties: { name },
    onScheduleTask(delegate: any, _current: any, target: any, task: any) {
      lines.push(`schedules ${task.source}`);
      return delegate.scheduleTask(target, task);
    },
    onHasTask(delegate: any, current: any, target: any, state: any) {
      if (current === target) lines.push(`${state.change} ${state[state.change]}`);
      delegate.hasTask(target, state);
    },
  });
  return { zone, lines };
}

const here = (): string => Zone.current.name;

const awaits: Record<string, () => unknown> = {
  'a settled promise': () => NativePromise.resolve(),
  'a value': () => 1,
  'an async function': async () => {},
  'an async function that takes a while': async () => {
    await sleep(1);
  },
  'a fetch': () => fetch('/echo', { method: 'POST', body: 'text' }),
  'a rejection, caught': async () =>
    (async () => {
      throw new Error('expected');
    })().catch(() => {}),
  'the Promise of the page': () => sleep(1),
};
for (const [name, value] of Object.entries(awaits)) {
  test(`after an await of ${name}: the zone and the context of before`, async () => {
    const flow = async (): Promise<string[]> => {
      const before = [here(), variable.get()];
      await value();
      return [...before, here(), variable.get()];
    };
    const { zone: a } = watched('a');
    const { zone: b } = watched('b');
    assert.equal(await Promise.all([variable.run('first', () => a.run(flow)), flow(), b.run(flow), variable.run('second', flow)]), [
      ['a', 'first', 'a', 'first'],
      ['<root>', 'none', '<root>', 'none'],
      ['b', 'none', 'b', 'none'],
      ['<root>', 'second', '<root>', 'second'],
    ]);
    assert.is(here(), '<root>');
  });
}

test('work that is scheduled after an await belongs to the zone', async () => {
  const { zone, lines } = watched('a');
  const seen: string[] = [];
  await zone.run(async () => {
    await NativePromise.resolve();
    lines.length = 0;
    await new NativePromise<void>(resolve => setTimeout(() => (seen.push(here()), resolve()), 1));
    seen.push(here());
  });
  assert.equal(seen, ['a', 'a']);
  assert.ok(lines.includes('schedules setTimeout'), lines.join());
  assert.ok(lines.includes('macroTask true') && lines.includes('macroTask false'), lines.join());
});

/** Awaits in a zone after which the zone has to be notified. */
const continuations: Record<string, () => unknown> = {
  ...Object.fromEntries(Object.entries(awaits).filter(([name]) => name !== 'a value')),
  'a value, if code touches a context': () => 1,
};
for (const [name, value] of Object.entries(continuations)) {
  test(`a zone is told that its microtasks are done, after code that followed an await of ${name}`, async () => {
    const { zone, lines } = watched('a');
    let isDone = false;
    zone.run(async () => {
      await value();
      variable.get();
      isDone = true;
      lines.length = 0;
    });
    await until(
      () => isDone && lines.includes('microTask false'),
      () => `the zone to be told, got ${lines}`,
    );
    assert.ok(lines.every(line => !line.includes('Error')));
  });
}

test('a zone is told once, however many continuations run in one go, and not for its own sake', async () => {
  const { zone, lines } = watched('a');
  zone.run(() => {
    for (let i = 0; i < 10; i++)
      void (async () => {
        await NativePromise.resolve();
      })();
  });
  await until(
    () => lines.includes('microTask false'),
    () => `the zone to be told, got ${lines}`,
  );
  const { length } = lines;
  await sleep(20);
  assert.is(lines.filter(line => line === 'microTask false').length, 1, lines.join());
  assert.is(lines.length, length, 'nothing more comes');
});

test('the root zone is told nothing', async () => {
  const { lines } = watched('a');
  await (async () => {
    await NativePromise.resolve();
  })();
  assert.equal(lines, []);
});

test('runOutside: a zone within a zone, and back', async () => {
  const { zone: a } = watched('a');
  const seen: string[] = [];
  await a.run(async () => {
    await NativePromise.resolve();
    await Zone.root.run(async () => {
      seen.push(here());
      await NativePromise.resolve();
      seen.push(here());
    });
    seen.push(here());
  });
  assert.equal(seen, ['<root>', '<root>', 'a']);
});

test('a Snapshot restores the zone, and a wrapped function its own', async () => {
  const { zone: a } = watched('a');
  const { zone: b } = watched('b');
  const snapshot: Snapshot = a.run(() => new Snapshot());
  const wrapped = a.run(() => Snapshot.wrap(here));
  assert.equal(
    b.run(() => [here(), snapshot.run(here), wrapped(), here()]),
    ['b', 'a', 'a', 'b'],
  );
  assert.is(await b.run(async () => (await NativePromise.resolve(), snapshot.run(here))), 'a');
});

test('an error after an await rejects, and the zone of the caller is as it was', async () => {
  const { zone } = watched('a');
  const failed = zone.run(async () => {
    await NativePromise.resolve();
    throw new Error('expected');
  });
  assert.is(await failed.catch((error: Error) => error.message), 'expected');
  assert.is(here(), '<root>');
});

test.run();
