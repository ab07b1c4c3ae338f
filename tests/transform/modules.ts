// Transformed modules: they are evaluated in the empty context, whoever imports them, and resumed in it.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../src/index.js';

const variable = new AsyncContext.Variable({ defaultValue: 'empty' });
const look = () => variable.get();
Object.assign(globalThis, { look });

// Another flow runs while this module waits.
const other = variable.run('other', async () => {
  for (let i = 0; i < 5; i++) await i;
});
const top: unknown[] = [];
await null;
top.push(look());
await other;
top.push(look());

const test = suite('modules, transformed');

test('top-level await goes on in the empty context', () => assert.equal(top, ['empty', 'empty']));

test('a module is evaluated in the empty context, and its importer goes on in its own', async () => {
  await variable.run('importer', async () => {
    const promise = import('data:text/javascript,export const seen = globalThis.look()' as string);
    assert.is(look(), 'importer');
    const { seen } = (await promise) as { seen: unknown };
    assert.is(seen, 'empty');
    assert.is(look(), 'importer');
    const body = 'export const seen = globalThis.look(); //';
    const inParts = (await import(`data:text/javascript,${await body}${(assert.is(look(), 'importer'), 1)}`)) as { seen: unknown };
    assert.is(inParts.seen, 'empty');
    assert.is(look(), 'importer');
  });
});

test('so is one that a bundler has put beside it', async () => {
  await variable.run('importer', async () => {
    const { seen } = await import('./fixtures/late-module.js');
    assert.equal(seen, Array(7).fill('empty'));
    assert.is(look(), 'importer');
  });
});

test('an import that fails', async () => {
  await variable.run('importer', async () => {
    const specifier = {
      toString() {
        throw new Error('specifier');
      },
    };
    const wrong: (() => Promise<unknown>)[] = [() => import(specifier as never), () => import('data:text/javascript,throw look()' as string)];
    for (const each of wrong) {
      const promise = each();
      assert.is(look(), 'importer');
      await promise.then(
        () => assert.unreachable(),
        error => assert.ok(error === 'empty' || error.message === 'specifier'),
      );
      assert.is(look(), 'importer');
    }
    const unprintable = Symbol() as unknown as string;
    for (const each of [() => import(`data:${unprintable}.js`), () => import(`data:${unprintable}`), () => import(`${unprintable}.js`)]) {
      assert.throws(each, (error: unknown) => error instanceof TypeError);
      assert.is(look(), 'importer');
    }
    assert.throws(
      () =>
        import(
          (() => {
            throw new Error('before the import');
          })()
        ),
      'before the import',
    );
    assert.is(look(), 'importer');
  });
});

test.run();
