// Generators: the body runs in the context in which the generator was created; the caller's context is current again after every step.
import * as assert from 'uvu/assert';
import { section, sleep, type Subject } from './section.js';

export function generators(subject: Subject): void {
  const { Variable } = subject.AsyncContext;
  const variable = new Variable({ defaultValue: 'default' });
  const get = () => variable.get();

  section(subject, 'generators', test => {
    function* steps(): Generator<unknown, unknown, unknown> {
      try {
        yield get();
        yield get();
      } catch {
        yield get();
      } finally {
        yield get();
      }
      return get();
    }
    const drive = (generator: Generator<unknown, unknown, unknown>) => [
      variable.run('first', () => generator.next().value),
      variable.run('second', () => generator.next().value),
      variable.run('thrower', () => generator.throw(new Error()).value),
      generator.next().value,
      variable.run('last', () => generator.next().value),
    ];
    test('the body runs in the context of the call', () => {
      assert.equal(drive(variable.run('creation', steps)), Array(5).fill('creation'));
    });
    test('the body of a generator without a context has none', () => {
      assert.equal(drive(steps()), Array(5).fill('default'));
    });
    test('yield* goes on in the context of the call', () => {
      function* outer() {
        yield get();
        yield* [1];
        yield get();
      }
      const generator = variable.run('creation', outer);
      assert.equal([...variable.run('caller', () => [...generator])], ['creation', 1, 'creation']);
    });
    test("the caller's context is back after every step", () => {
      const generator = variable.run('creation', steps);
      variable.run('caller', () => {
        for (let i = 0; i < 4; i++) {
          generator.next();
          assert.is(get(), 'caller');
        }
      });
      assert.is(get(), 'default');
    });
  });

  section(subject, 'async generators', test => {
    async function* steps() {
      yield get();
      await sleep(1);
      yield get();
      await null;
      yield get();
    }
    test('the body runs in the context of the call', async () => {
      const generator = variable.run('creation', steps);
      const seen = await variable.run('caller', async () => {
        const log: unknown[] = [];
        for await (const value of generator) log.push(value);
        return log;
      });
      assert.equal(seen, ['creation', 'creation', 'creation']);
    });
    test("the caller's context is back after every step", async () => {
      const generator = variable.run('creation', steps);
      const seen = await variable.run('caller', async () => {
        const log: unknown[] = [];
        for await (const _ of generator) log.push(get());
        log.push(get());
        return log;
      });
      assert.equal(seen, ['caller', 'caller', 'caller', 'caller']);
    });
    test('requests that queue up go on in the context of the call', async () => {
      const generator = variable.run('creation', steps);
      const results = ['a', 'b', 'c'].map(value => variable.run(value, () => generator.next()));
      assert.equal(
        (await Promise.all(results)).map(result => result.value),
        ['creation', 'creation', 'creation'],
      );
    });
  });
}
