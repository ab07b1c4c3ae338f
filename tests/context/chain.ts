// Layers upon layers. A model checks every lookup in them.
import * as assert from 'uvu/assert';
import { random, seedsOf, withSeed } from '../seeds.js';
import { section, type Subject } from './section.js';

type Model = { readonly own: Map<string, number>; readonly hidden: Set<string>; readonly parent: Model | undefined };

/** The entries that are visible in a layer, computed the slow way. */
function visible({ own, hidden, parent }: Model): Map<string, number> {
  const all = parent ? visible(parent) : new Map<string, number>();
  for (const key of hidden) all.delete(key);
  for (const [key, value] of own) all.set(key, value);
  return all;
}

export function chain(subject: Subject): void {
  const { createContext } = subject.facade;
  const context = createContext({ inherit: 'chain' });
  const deeper = (depth: number, fn: () => void): void => (depth === 0 ? fn() : context.run(deeper, depth - 1, fn));

  section(subject, 'chain', test => {
    test('a key that is set again stays in the child; a change inside a shared object does not', () => {
      context.run(() => {
        const shared = { count: 0 };
        context.set('shared', shared);
        context.set('a', 'parent');
        context.run(() => {
          context.set('a', 'child');
          context.set('b', 'child');
          (context.get('shared') as typeof shared).count++;
        });
        assert.equal(context.entries(), [
          ['shared', { count: 1 }],
          ['a', 'parent'],
        ]);
      });
    });
    test('clear clears the layer, and the keys of the parent show again', () => {
      context.run(() => {
        context.set('a', 'parent');
        context.set('b', 'parent');
        context.run(() => {
          context.set('a', 'child');
          context.delete('b');
          context.set('c', 'child');
          context.clear();
          assert.equal(context.entries(), [
            ['a', 'parent'],
            ['b', 'parent'],
          ]);
        });
      });
    });
    test('delete hides a key of the parent, which keeps it', () => {
      context.run(() => {
        context.set('a', 'parent');
        context.run(() => {
          context.set('a', 'child');
          assert.equal([context.delete('a'), context.has('a'), context.get('a', 0)], [true, false, 0]);
          assert.equal([context.delete('a'), context.keys()], [false, []]);
          context.run(() => assert.is(context.has('a'), false));
          context.set('a', undefined);
          assert.equal([context.has('a'), context.get('a', 0)], [true, undefined]);
          context.delete('a');
          assert.is(context.has('a'), false);
        });
        assert.is(context.get('a'), 'parent');
      });
    });
    test('a layer is live: what the parent does later shows, unless the layer has a word of its own', () => {
      context.run(() => {
        context.set('old', 1);
        context.set('hidden', 1);
        let child!: { entries(): unknown; delete(key: string): void };
        context.run(() => {
          context.set('mine', 'child');
          context.delete('hidden');
          child = { entries: context.bind(context.entries), delete: context.bind(context.delete) };
        });
        context.set('old', 2);
        context.set('new', 2);
        context.set('mine', 2);
        context.set('hidden', 2);
        assert.equal(child.entries(), [
          ['old', 2],
          ['new', 2],
          ['mine', 'child'],
        ]);
        context.delete('old');
        child.delete('mine');
        assert.equal(child.entries(), [['new', 2]]);
        context.clear();
        assert.equal(child.entries(), []);
      });
    });
    test('keys come in the order in which a dictionary without layers would have them', () => {
      context.run(() => {
        for (const key of ['a', 'b', 'c', 'd']) context.set(key, 1);
        context.run(() => {
          context.set('e', 2);
          context.set('b', 2);
          context.delete('a');
          context.delete('c');
          context.set('a', 2);
          context.run(() => {
            context.set('d', 3);
            assert.equal(context.entries(), [
              ['b', 2],
              ['d', 3],
              ['e', 2],
              ['a', 2],
            ]);
          });
        });
      });
    });
    test('a layer finds a key that was far below after one comes in between, and after that one goes', () => {
      context.run(() => {
        context.set('key', 'root');
        context.run(() => {
          const middle = { set: context.bind(context.set), delete: context.bind(context.delete), clear: context.bind(context.clear) };
          deeper(3, () => {
            const seen = () => context.get('key', 'nobody');
            assert.is(seen(), 'root');
            middle.set('key', 'middle');
            assert.is(seen(), 'middle');
            middle.set('key', undefined);
            assert.is(seen(), undefined);
            middle.delete('key');
            assert.is(seen(), 'nobody');
            middle.clear();
            assert.is(seen(), 'root');
            context.delete('key');
            assert.is(seen(), 'nobody');
          });
        });
      });
    });
    test('ten thousand layers', () => {
      // Iteratively, since so many nested calls do not fit on the stack.
      let enter = context.run(() => {
        context.set('root', 1);
        return context.bind((fn: () => unknown) => fn());
      });
      for (let i = 0; i < 10_000; i++) enter = enter(() => context.run(() => context.bind((fn: () => unknown) => fn()))) as typeof enter;
      enter(() => {
        context.set('top', 2);
        assert.equal([context.get('root'), context.has('nobody'), context.keys()], [1, false, ['root', 'top']]);
      });
    });
    const checkLayers = (seed: number) => {
      const pick = random(seed);
      const keys = ['a', 'b', 'c', 'd'];
      for (let round = 0; round < 20; round++) {
        const enterOf = () => context.bind((fn: () => void) => fn());
        const layers: { model: Model; enter: (fn: () => void) => void }[] = [];
        context.run(() => layers.push({ model: { own: new Map(), hidden: new Set(), parent: undefined }, enter: enterOf() }));
        for (let step = 0; step < 150; step++) {
          const { model, enter } = layers[pick(layers.length)]!;
          enter(() => {
            const key = keys[pick(keys.length)]!;
            const action = pick(10);
            if (action < 3) {
              context.set(key, step);
              model.own.set(key, step);
            } else if (action < 6) {
              assert.is(context.delete(key), visible(model).has(key));
              model.own.delete(key);
              if (model.parent && visible(model.parent).has(key)) model.hidden.add(key);
            } else if (action === 6) {
              context.clear();
              model.own.clear();
              model.hidden.clear();
            } else if (layers.length < 12) {
              context.run(() => layers.push({ model: { own: new Map(), hidden: new Set(), parent: model }, enter: enterOf() }));
            }
          });
          for (const { model, enter } of layers) {
            enter(() => {
              const expected = visible(model);
              assert.equal(context.entries(), [...expected]);
              for (const key of keys) assert.equal([context.has(key), context.get(key)], [expected.has(key), expected.get(key)]);
            });
          }
        }
      }
    };
    test('random layers agree with a model, whoever changes what', async () => {
      for (const seed of seedsOf('random layers')) await withSeed(seed, () => checkLayers(seed));
    });
  });
}
