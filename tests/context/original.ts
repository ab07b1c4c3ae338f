// The examples of aiotask-context's documentation, in JavaScript.
import * as assert from 'uvu/assert';
import { section, sleep, type Subject } from './section.js';

export function original(subject: Subject): void {
  const { context, createContext } = subject.facade;

  section(subject, 'the original: its examples', test => {
    test('a request id that nobody passes along', async () => {
      const seen: unknown[] = [];
      const log = () => seen.push(context.get('request_id', 'Unknown'));
      async function inner() {
        log();
      }
      async function middle() {
        log();
        await inner();
        log();
      }
      async function outer() {
        log();
        context.set('request_id', '1234');
        await middle();
      }
      await context.run(outer);
      log();
      assert.equal(seen, ['Unknown', '1234', '1234', '1234', 'Unknown']);
    });

    test('a child that is gathered with another tells its parent', async () => {
      const seen: unknown[] = [];
      const look = (who: string) => seen.push(`${who}: ${context.get('status')}`);
      await context.run(async () => {
        context.set('status', 'RUNNING');
        look('parent');
        await Promise.all([context.run(async () => context.set('status', 'DONE')), context.run(async () => look('other child'))]);
        look('parent');
      });
      assert.equal(seen, ['parent: RUNNING', 'other child: DONE', 'parent: DONE']);
    });

    for (const inherit of ['copy', 'chain'] as const) {
      test(`children that keep their status to themselves: ${inherit}`, async () => {
        const context = createContext({ inherit });
        const look = () => context.get('status');
        const seen = await context.run(async () => {
          context.set('status', 'RUNNING');
          const pending = context.run(async () => {
            context.set('status', 'PENDING');
            await sleep();
            return [look(), await (async () => look())()];
          });
          const failed = context.run(async () => {
            context.set('status', 'FAILED');
            return look();
          });
          return [look(), await pending, await failed, look()];
        });
        assert.equal(seen, ['RUNNING', ['PENDING', 'PENDING'], 'FAILED', 'RUNNING']);
      });
    }
  });

  // The value that the parent finds afterwards: under a key that the child has set again, and in an object that the child has changed.
  const factories = [
    ['share', 'from child', ['from', 'child']],
    ['copy', 'from parent', ['from', 'parent']],
    ['chain', 'from parent', ['from', 'child']],
  ] as const;
  section(subject, 'the original: its table of three task factories', test => {
    for (const [inherit, simple, complex] of factories) {
      for (const where of ['of the context', 'of the call'] as const) {
        test(`${inherit}, as the policy ${where}`, async () => {
          const context = createContext<{ simple: string; complex: string[] }>(where === 'of the context' ? { inherit } : {});
          const both = () => [context.get('simple'), [...context.get('complex', [])]];
          async function child() {
            const before = both();
            context.set('simple', 'from child');
            context.get('complex')![1] = 'child';
            await sleep();
            return [before, both()];
          }
          await context.run(async () => {
            context.set('simple', 'from parent');
            context.set('complex', ['from', 'parent']);
            const seen = await (where === 'of the context' ? context.run(child) : context.run({ inherit }, child));
            assert.equal(seen, [
              ['from parent', ['from', 'parent']],
              ['from child', ['from', 'child']],
            ]);
            assert.equal(both(), [simple, complex]);
          });
        });
      }
    }
  });

  section(subject, 'the original: its acceptance test', test => {
    test('hundreds of tasks with ten children each, all of which find the key of their own', async () => {
      const results = await Promise.all(
        Array.from({ length: 300 }, (_, task) =>
          context.run(async () => {
            context.set('key', task);
            const child = async () => {
              await sleep(task % 7);
              const first = context.get('key');
              await sleep(task % 3);
              return [first, await (async () => context.get('key'))()];
            };
            return Promise.all(Array.from({ length: 10 }, () => context.run(child)));
          }),
        ),
      );
      results.forEach((children, task) => {
        assert.equal(
          children,
          Array.from({ length: 10 }, () => [task, task]),
        );
      });
    });
  });
}
