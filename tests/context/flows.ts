// The dictionary follows every step that the carrier follows, with many tasks at a time.
import * as assert from 'uvu/assert';
import { section, sleep, type Subject } from './section.js';

interface Stream<T> {
  getReader(): { read(): Promise<{ value?: T; done: boolean }> };
}
declare const MessageChannel: new () => { port1: { onmessage: unknown; close(): void }; port2: { postMessage(data: unknown): void } };
declare const ReadableStream: new (source: { pull(controller: { enqueue(value: unknown): void; close(): void }): void }) => Stream<unknown>;

export function flows(subject: Subject): void {
  const { context } = subject.facade;
  const get = () => context.get('id');

  /** Steps of a task; each returns the value that it finds. */
  const steps: Record<string, () => Promise<unknown>> = {
    'a timer': () => new Promise(resolve => setTimeout(() => resolve(get()))),
    'a microtask': () => new Promise(resolve => queueMicrotask(() => resolve(get()))),
    'a reaction': () => Promise.resolve().then(get),
    'a reaction to a rejection': () => Promise.reject().catch(get),
    'an await': async () => (await undefined, get()),
    'an await of a promise that another task settles': async () => {
      let settle!: () => void;
      const promise = new Promise<void>(resolve => (settle = resolve));
      void context.isolate(async () => {
        context.set('id', 'of another');
        await sleep();
        settle();
      });
      await promise;
      return get();
    },
    'Promise.all': async () => (await Promise.all([sleep(1), sleep()]), get()),
    'an event': async () => {
      const target = new EventTarget();
      let seen: unknown;
      context.isolate(() => target.addEventListener('event', () => (seen = get())));
      await sleep();
      target.dispatchEvent(new Event('event'));
      return seen;
    },
    'an async generator': async () => {
      async function* numbers() {
        yield await sleep();
        yield get();
      }
      let last: unknown;
      for await (const value of numbers()) last = value;
      return last;
    },
    'a stream': async () => {
      const reader = new ReadableStream({
        pull(controller) {
          controller.enqueue(1);
          controller.close();
        },
      }).getReader();
      while (!(await reader.read()).done);
      return get();
    },
    'a bound function that a message calls': () => {
      const { port1, port2 } = new MessageChannel();
      return new Promise(resolve => {
        port1.onmessage = context.bind(() => {
          port1.close();
          resolve(get());
        });
        port2.postMessage(0);
      });
    },
  };

  section(subject, 'flows', test => {
    for (const [name, step] of Object.entries(steps)) {
      test(`${name}: in a task, and in none`, async () => {
        const inTask = context.run(() => {
          context.set('id', name);
          return step();
        });
        assert.equal(await Promise.all([inTask, step()]), [name, undefined]);
      });
    }

    for (const inherit of ['share', 'copy', 'chain'] as const) {
      test(`hundreds of tasks that interleave, with children: ${inherit}`, async () => {
        const ways = Object.values(steps);
        const wrong: unknown[] = [];
        const check = (id: unknown, seen: unknown = get()) => void (seen === id || wrong.push([id, seen]));
        await Promise.all(
          Array.from({ length: 300 }, (_, id) =>
            context.run(async () => {
              context.set('id', id);
              for (let i = 0; i < 4; i++) check(id, await ways[(id + i) % ways.length]!());
              const children = [1, 2].map(n =>
                context.run({ inherit }, async () => {
                  check(id);
                  if (inherit !== 'share') context.set('id', `${id}.${n}`);
                  const own = inherit === 'share' ? id : `${id}.${n}`;
                  await sleep(n);
                  check(own);
                  check(own, await ways[(id + n) % ways.length]!());
                }),
              );
              await Promise.all(children);
              check(id);
            }),
          ),
        );
        assert.equal(wrong, []);
        assert.is(context.active, false);
      });
    }

    test('a value that a task sets while it sleeps shows in what it started before', async () => {
      await context.run(async () => {
        let settle!: () => void;
        const isSet = new Promise<void>(resolve => (settle = resolve));
        const started = (async () => {
          await isSet;
          return get();
        })();
        await sleep();
        context.set('id', 'set later');
        settle();
        assert.is(await started, 'set later');
      });
    });
  });
}
