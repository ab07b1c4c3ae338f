// Compares the mapping with a plain Map: random sets and gets over trees of mappings, with ids across all levels of the trie.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { random, seedsOf, withSeed } from '../seeds.js';
import { Mapping, type Key } from '../../src/mapping/mapping.js';

const ABSENT = Symbol('absent');

for (const ids of [1, 5, 33, 1_100, 40_000]) {
  const title = `answers as a Map does, ids below ${ids}`;
  const check = (seed: number) => {
    const pick = random(seed);
    const keys = new Map<number, Key>();
    const keyOf = (id: number) => keys.get(id) ?? keys.set(id, { id, serial: id + 1 }).get(id)!;
    const versions: { mapping: Mapping; model: Map<number, unknown> }[] = [{ mapping: Mapping.EMPTY, model: new Map() }];
    for (let step = 0; step < 2_000; step++) {
      const from = versions[pick(versions.length)]!;
      const id = pick(ids);
      const mapping = Mapping.set(from.mapping, keyOf(id), step);
      versions.push({ mapping, model: new Map(from.model).set(id, step) });
    }
    for (const { mapping, model } of versions) {
      for (const [id, value] of model) assert.is(Mapping.get(mapping, keyOf(id), ABSENT), value);
      for (let i = 0; i < 5; i++) {
        const id = pick(ids * 2);
        assert.is(Mapping.get(mapping, keyOf(id), ABSENT), model.has(id) ? model.get(id) : ABSENT);
      }
    }
  };
  test(title, async () => {
    for (const seed of seedsOf(title)) await withSeed(seed, () => check(seed));
  });
}

test('an entry answers to the serial that it was made with, not to the next one with the same id', () => {
  const old = { id: 3, serial: 10 };
  const successor = { id: 3, serial: 11 };
  const mapping = Mapping.set(Mapping.EMPTY, old, 'old');
  assert.is(Mapping.get(mapping, successor, ABSENT), ABSENT);
  const both = Mapping.set(mapping, successor, 'new');
  assert.is(Mapping.get(both, successor, ABSENT), 'new');
  assert.is(Mapping.get(both, old, ABSENT), ABSENT);
  assert.is(Mapping.get(mapping, old, ABSENT), 'old');
});

test('undefined is a value', () => {
  const key = { id: 0, serial: 1 };
  assert.is(Mapping.get(Mapping.set(Mapping.EMPTY, key, undefined), key, ABSENT), undefined);
});

test('Array.prototype is not asked for what a node has not', () => {
  const ids = [0, 1, 2, 3, 4, 5, 8, 9, 31, 32, 33, 64, 100, 1023, 1024, 40_000];
  const key = (id: number): Key => ({ id, serial: id + 1 });
  const sets = [[], [0], [1], [0, 1, 2], [0, 5], [0, 31], [0, 32], [33], [0, 40], [1024], [0, 1_100]];
  const mappings = sets.map(all => ({ all, mapping: all.reduce((mapping, id) => Mapping.set(mapping, key(id), `value ${id}`), Mapping.EMPTY) }));
  const asked: string[] = [];
  const places = Array.from({ length: 40 }, (_, index) => String(index));
  const forged = { serial: 0, value: 'forged' };
  const answers: unknown[] = [];
  for (const place of places) {
    Object.defineProperty(Array.prototype, place, { configurable: true, get: () => (asked.push(place), forged), set: () => void asked.push(`set ${place}`) });
  }
  try {
    for (const { mapping } of mappings)
      for (const id of ids) {
        forged.serial = id + 1;
        Object.defineProperty(answers, answers.length, { value: Mapping.get(mapping, key(id), ABSENT), configurable: true, enumerable: true, writable: true });
        Mapping.set(mapping, key(id), 1);
      }
  } finally {
    for (const place of places) Reflect.deleteProperty(Array.prototype, place);
  }
  assert.equal(asked, []);
  assert.equal(
    answers,
    mappings.flatMap(({ all }) => ids.map(id => (all.includes(id as never) ? `value ${id}` : ABSENT))),
  );
});

test('nothing can be read from a mapping', () => {
  const mapping = Mapping.set(Mapping.EMPTY, { id: 0, serial: 1 }, 'secret');
  assert.equal(Reflect.ownKeys(mapping), []);
  const prototype = Object.getPrototypeOf(mapping);
  assert.equal(Reflect.ownKeys(prototype), []);
  assert.is(Object.getPrototypeOf(prototype), null);
  assert.ok(Object.isFrozen(prototype));
});

test.run();
