// Memory: which values a context keeps alive, and the ids of Variables that were collected. Needs --expose-gc.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createKeys } from '../../src/agent/keys.js';
import { Snapshot, Variable } from '../../src/index.js';

const { gc } = globalThis as { gc?: () => void };

/** Collects garbage until a condition holds, for up to a second. Each check is a job of its own, since a WeakRef that was read keeps its target that long. */
async function collected(condition: () => boolean): Promise<boolean> {
  for (let i = 0; i < 100; i++) {
    await new Promise(resolve => setTimeout(resolve, 10));
    gc!();
    if (condition()) return true;
  }
  return false;
}

test('the garbage collector is there', () => assert.type(gc, 'function'));

test('a million nested shadowing runs hold one value', async () => {
  const variable = new Variable<object>();
  const refs: WeakRef<object>[] = [];
  let context = new Snapshot();
  for (let i = 0; i < 1_000_000; i++) {
    const value = { i };
    if (i % 1_000 === 0) refs.push(new WeakRef(value));
    context = context.run(() => variable.run(value, () => new Snapshot()));
  }
  const alive = () => refs.filter(ref => ref.deref() !== undefined).length;
  assert.ok(await collected(() => alive() === 0), `${alive()} of ${refs.length} shadowed values are alive`);
  assert.equal(
    context.run(() => variable.get()),
    { i: 999_999 },
  );
});

test('a value is held by its context, and let go with it', async () => {
  const variable = new Variable<object>();
  let ref!: WeakRef<object>;
  let context: Snapshot | undefined = (() => {
    const value = {};
    ref = new WeakRef(value);
    return variable.run(value, () => new Snapshot());
  })();
  await new Promise(resolve => setTimeout(resolve));
  gc!();
  assert.is(
    context.run(() => variable.get()),
    ref.deref(),
  );
  assert.is.not(ref.deref(), undefined);
  context = undefined;
  assert.ok(await collected(() => ref.deref() === undefined));
});

test('a Variable is not held by the contexts that it has a value in', async () => {
  let ref!: WeakRef<object>;
  const context = (() => {
    const variable = new Variable<number>();
    ref = new WeakRef(variable);
    return variable.run(1, () => new Snapshot());
  })();
  assert.ok(await collected(() => ref.deref() === undefined));
  context.run(() => {});
});

test('the ids of collected Variables are given out again, with another serial', async () => {
  const allocateKey = createKeys();
  const keep = { owner: {} };
  const kept = allocateKey(keep.owner);
  let seen = (() => Array.from({ length: 100 }, () => allocateKey({})))();
  const ids = seen.map(key => key.id).sort((a, b) => a - b);
  const serials = new Set(seen.map(key => key.serial));
  seen = [];
  const later: { owner: object; id: number; serial: number }[] = [];
  const take = () => {
    const owner = {};
    later.push({ owner, ...allocateKey(owner) });
  };
  assert.ok(
    await collected(() => {
      take();
      return later.some(({ id }) => ids.includes(id));
    }),
    'no id came back',
  );
  await new Promise(resolve => setTimeout(resolve, 50));
  for (let i = 0; i < 100; i++) take();
  assert.not.ok(
    later.some(({ id }) => id === kept.id),
    'the id of a live Variable was given out',
  );
  assert.not.ok(
    later.some(({ serial }) => serials.has(serial) || serial === kept.serial),
    'a serial came back',
  );
  assert.is(new Set(later.map(({ id }) => id)).size, later.length, 'an id was given to two that live');
  assert.ok(
    later.every(({ id }) => id < 101 + 120),
    'ids grow though hundreds are free',
  );
});

test('no context that outlived a Variable answers for its successor', async () => {
  // Makes contexts with values of Variables that are collected; then as many new Variables, some of which get their ids.
  const contexts: Snapshot[] = [];
  let gone = 0;
  const counter = new FinalizationRegistry(() => gone++);
  const fill = () => {
    let context = new Snapshot();
    for (let i = 0; i < 200; i++) {
      const variable = new Variable<string>();
      counter.register(variable, i);
      context = context.run(() => variable.run(`old ${i}`, () => new Snapshot()));
      contexts.push(context);
    }
  };
  fill();
  assert.ok(await collected(() => gone > 150), `only ${gone} of 200 Variables were collected`);
  const successors = Array.from({ length: 200 }, () => new Variable({ defaultValue: 'default' }));
  for (const [i, variable] of successors.entries()) variable.run(`new ${i}`, () => {});
  for (const context of contexts) {
    context.run(() => {
      for (const variable of successors) assert.is(variable.get(), 'default');
    });
  }
});

test('Variables made and dropped without end do not make contexts grow', async () => {
  // 60 rounds of 1,000. Since ids are reused, the ids in use stay near those of one round, and so do the time and the memory of a `run`.
  const allocateKey = createKeys();
  let highest = 0;
  for (let round = 0; round < 60; round++) {
    for (let i = 0; i < 1_000; i++) highest = Math.max(highest, allocateKey({}).id);
    gc!();
    await new Promise(resolve => setTimeout(resolve, 5));
  }
  assert.ok(highest < 30_000, `the highest id is ${highest} of 60,000`);
});

test.run();
