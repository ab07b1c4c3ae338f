// Scripts that look for a value whose Variable they do not have: none finds it.
import { add } from '../natives.js';
import type { Page, Row } from '../row.js';
import { handle, meanwhile, reaches, type Secret } from './reach.js';

/** The property names of the library's own objects, in the source. */
const names = [
  'mapping',
  'context',
  'inside',
  'isLost',
  'open',
  'continuation',
  'outer',
  'isExtended',
  'runs',
  'region',
  'unclosed',
  'root',
  'shift',
  'entry',
  'serial',
  'value',
  'id',
  'next',
  'name',
  'store',
  'defaultValue',
  'callback',
  'listener',
  'around',
  'made',
  'before',
  'enter',
  'resume',
  'capture',
  'current',
  'kResourceStore',
  '_currentStore',
  '_enabled',
];

const row = (name: string, program: (page: Page, secret: Secret) => unknown, needs?: Row['needs']): Row => ({
  name,
  must: 'it finds nothing',
  ...(needs ? { needs } : {}),
  program: page => program(page, { secret: true }),
});

export const secrets: readonly Row[] = [
  row('Snapshots, wrapped functions and what they return', (page, secret) => {
    page.is(reaches(handle(page, secret).leaks, secret), false, 'reached');
  }),
  row('the arguments and this of a callback', (page, secret) => {
    const seen: unknown[] = [];
    handle(page, secret, function (this: unknown) {
      seen.push(this, arguments.length, [...arguments]);
    });
    page.is(seen[0], undefined, 'this');
    page.is(seen[1], 0, 'arguments');
    page.is(reaches(seen, secret), false, 'reached');
  }),
  row(
    'the caller and the arguments of sloppy functions',
    (page, secret) => {
      const seen: unknown[] = [];
      // Sloppy code: it can read its caller if the caller is sloppy, too.
      const look = new Function(
        'seen',
        `
        return function looks() {
          try { seen.push(looks.caller, looks.caller && looks.caller.arguments, looks.caller && looks.caller.caller); } catch (error) { seen.push(error); }
          try { seen.push(arguments.callee.caller); } catch (error) { seen.push(error); }
          seen.push(looks.arguments);
        };`,
      )(seen) as () => void;
      handle(page, secret, look);
      for (const value of seen) page.is(typeof value === 'function' && value !== look, false, 'a caller');
      page.is(reaches(seen, secret), false, 'reached');
    },
    ['code from strings'],
  ),
  row(
    'stack frames',
    (page, secret) => {
      const seen: unknown[] = [];
      const { prepareStackTrace, stackTraceLimit } = Error as any;
      Object.assign(Error, { prepareStackTrace: (_: unknown, frames: any[]) => frames, stackTraceLimit: 100 });
      try {
        handle(page, secret, () => {
          const { stack } = new Error() as { stack?: unknown };
          // Only V8 gives frames; elsewhere the stack is text.
          for (const frame of Array.isArray(stack) ? stack : [])
            seen.push(frame.getThis(), frame.getFunction(), frame.getTypeName(), frame.getEvalOrigin(), frame);
          seen.push(stack);
        });
      } finally {
        Object.assign(Error, { prepareStackTrace, stackTraceLimit });
      }
      page.is(reaches(seen, secret), false, 'reached');
    },
    ['intrinsics that can be changed'],
  ),
  row(
    'accessors on Object.prototype, of every name that the library uses',
    (page, secret) => {
      const seen: unknown[] = [];
      const note = function (this: unknown, ...args: unknown[]): undefined {
        seen.push(this, ...args);
      };
      for (const key of names) {
        meanwhile(Object.prototype, key, { get: note, set: note }, () => void handle(page, secret));
      }
      page.is(reaches(seen, secret), false, 'reached');
    },
    ['intrinsics that can be changed'],
  ),
  row(
    'accessors at the indices of Array.prototype',
    (page, secret) => {
      const {
        AsyncContext: { Variable },
      } = page;
      const seen: unknown[] = [];
      let isOn = false;
      const note = function (this: unknown, ...args: unknown[]): undefined {
        if (!isOn) return;
        isOn = false;
        seen.push(this, ...args);
        isOn = true;
      };
      const many = Array.from({ length: 40 }, () => new Variable<unknown>());
      for (const index of [0, 1, 2, 7, 8, 15, 16, 31, 32]) {
        meanwhile(Array.prototype, index, { get: note, set: note }, () => {
          isOn = true;
          const nest = (i: number): unknown => (i < 40 ? many[i]!.run(secret, nest, i + 1) : many[3]!.get());
          nest(0);
          isOn = false;
        });
      }
      // `nest` belongs to the page, and reads only indices that it has filled.
      page.is(reaches(seen, secret), false, 'reached');
    },
    ['intrinsics that can be changed'],
  ),
  ...(['Array', 'Promise', 'WeakMap', 'Error', 'Map'] as const).map(name =>
    row(
      `a proxy behind ${name}.prototype`,
      (page, secret) => {
        const { prototype } = globalThis[name];
        const before = Object.getPrototypeOf(prototype);
        const seen: unknown[] = [];
        const spy = new Proxy(before, {
          get: (target, key, receiver) => (add(seen, receiver), Reflect.get(target, key, receiver)),
          set: (target, key, value, receiver) => (add(seen, receiver), add(seen, value), Reflect.set(target, key, value, receiver)),
        });
        Object.setPrototypeOf(prototype, spy);
        try {
          handle(page, secret);
          void page.variable.run('B', async () => await Promise.resolve());
        } finally {
          Object.setPrototypeOf(prototype, before);
        }
        page.is(reaches(seen, secret), false, 'reached');
      },
      ['intrinsics that can be changed'],
    ),
  ),
  ...Object.entries({
    'Reflect.apply': [Reflect, 'apply'],
    'Function.prototype.call': [Function.prototype, 'call'],
    'Function.prototype.apply': [Function.prototype, 'apply'],
    'Function.prototype.bind': [Function.prototype, 'bind'],
    'Array.prototype[Symbol.iterator]': [Array.prototype, Symbol.iterator],
    'Array.prototype.push': [Array.prototype, 'push'],
    'Array.prototype.slice': [Array.prototype, 'slice'],
    'Map.prototype.get': [Map.prototype, 'get'],
    'Map.prototype.set': [Map.prototype, 'set'],
    'WeakMap.prototype.get': [WeakMap.prototype, 'get'],
    'WeakMap.prototype.set': [WeakMap.prototype, 'set'],
    'Object.defineProperty': [Object, 'defineProperty'],
  } as Record<string, [any, PropertyKey]>).map(([name, [object, key]]) =>
    row(
      `${name}, watched`,
      (page, secret) => {
        const original = object[key];
        const { apply } = Reflect;
        const seen: unknown[] = [];
        let isIn = false;
        const watcher = function (this: unknown, ...args: unknown[]): unknown {
          if (!isIn) {
            isIn = true;
            add(seen, this as unknown);
            for (let i = 0; i < args.length; i++) add(seen, args[i]);
            isIn = false;
          }
          return apply(original, this, args);
        };
        const variable = new page.AsyncContext.Variable<Secret>();
        const { Snapshot } = page.AsyncContext;
        meanwhile(object, key, { value: watcher, writable: true }, () => {
          variable.run(secret, () => {
            new Snapshot().run(() => variable.get());
            Snapshot.wrap(() => variable.get())();
            void (async () => void (await Promise.resolve()))();
          });
        });
        page.is(reaches(seen, secret), false, 'reached');
      },
      ['intrinsics that can be changed'],
    ),
  ),
  row("the properties of the global that are the library's", (page, secret) => {
    const symbols = Object.getOwnPropertySymbols(globalThis).filter(symbol => /asynccontext/.test(String(symbol)));
    const seen: unknown[] = [];
    handle(page, secret, () => {
      for (const symbol of symbols) {
        const found = (globalThis as any)[symbol];
        seen.push(found);
        for (const name of ['call', 'create', 'outside', 'capture', 'reset', 'enter', 'leave']) {
          try {
            seen.push(found.activations?.[name]?.());
          } catch (error) {
            seen.push(error);
          }
        }
      }
    });
    page.is(symbols.length > 0, true, 'there is one');
    page.is(reaches(seen, secret), false, 'reached');
  }),
  row('the errors that the library throws', (page, secret) => {
    const seen: unknown[] = [];
    const { Variable, Snapshot } = page.AsyncContext;
    handle(page, secret, () => {
      for (const call of [
        () => new Variable({ name: Symbol('s') as never }),
        () => Reflect.apply(Variable.prototype.get, {}, []),
        () => Snapshot.wrap(1 as never),
        () => new Snapshot().run(1 as never),
      ]) {
        try {
          call();
        } catch (error) {
          seen.push(error, (error as Error).stack);
        }
      }
    });
    page.is(seen.length > 0, true, 'there are some');
    page.is(reaches(seen, secret), false, 'reached');
  }),
  row('promises, and what an await has seen', async (page, secret) => {
    const seen: object[] = [];
    const variable = new page.AsyncContext.Variable<Secret>();
    await variable.run(secret, async () => {
      const promise = Promise.resolve();
      const derived = promise.then(() => {});
      seen.push(promise, derived);
      await promise;
      await derived;
    });
    for (const promise of seen) page.is(Reflect.ownKeys(promise).filter(key => typeof key === 'string').length, 0, 'properties of its own');
    page.is(reaches(seen, secret), false, 'reached');
  }),
  row(
    'what a scheduler hands out, and the event of a listener',
    (page, secret) => {
      const seen: unknown[] = [];
      handle(page, secret, () => {
        const timer = setTimeout(() => {}, 0);
        seen.push(timer);
        const target = new EventTarget();
        target.addEventListener('load', event => seen.push(event, target));
        target.dispatchEvent(new Event('load'));
      });
      page.is(reaches(seen, secret), false, 'reached');
    },
    ['events'],
  ),
  row(
    'async_hooks: resources, and all stores',
    (page, secret) => {
      const hooks = page.host.require!('node:async_hooks');
      const seen: unknown[] = [];
      handle(page, secret, () => {
        const resource = hooks.executionAsyncResource();
        seen.push(resource, new hooks.AsyncResource('own'));
        for (const key of Reflect.ownKeys(hooks.AsyncLocalStorage)) {
          const storage = hooks.AsyncLocalStorage[key];
          if (key !== 'prototype') seen.push(storage, storage?.getStore?.());
        }
      });
      page.is(reaches(seen, secret), false, 'reached');
    },
    ['AsyncLocalStorage'],
  ),
  row(
    'console.log of what is not the Variable',
    (page, secret) => {
      const { inspect } = page.host.require!('node:util');
      const { leaks } = handle(page, secret);
      page.is(/secret: true/.test(inspect(leaks, { showHidden: true, depth: 20 })), false, 'shown');
    },
    ['AsyncLocalStorage'],
  ),
];
