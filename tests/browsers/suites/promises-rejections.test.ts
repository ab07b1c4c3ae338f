// The events of unhandled rejections are the same before the first Variable and after it, in no context and in one.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';

const { addEventListener, removeEventListener } = globalThis as any;
const { setTimeout: nativeSetTimeout, Promise: NativePromise } = globalThis;
const nativeThen = NativePromise.prototype.then;
const SETTLING = 40; // ms, for the events of a program to come
const reason = (name: string) => new Error(name);
const ignore = () => {};
/** Waits outside of the library's sight, and two further turns: on a busy machine an event and the end of the wait may be due together. */
async function sleep(): Promise<void> {
  for (const ms of [SETTLING, 1, 1]) await new NativePromise<void>(resolve => nativeSetTimeout(resolve, ms));
}

/** Programs, and the events that the page gets for each. */
const programs: Record<string, { run: () => unknown; heard: string[] }> = {
  ignored: { run: () => void Promise.reject(reason('a')), heard: ['unhandled a'] },
  'ignored, of an async function': {
    run: () =>
      void (async () => {
        throw reason('a');
      })(),
    heard: ['unhandled a'],
  },
  'ignored, after an await': {
    run: () =>
      void (async () => {
        await 1;
        await Promise.resolve();
        throw reason('a');
      })(),
    heard: ['unhandled a'],
  },
  'two, in order': {
    run: () => {
      Promise.reject(reason('a'));
      Promise.reject(reason('b'));
    },
    heard: ['unhandled a', 'unhandled b'],
  },
  awaited: {
    run: async () => {
      try {
        await Promise.reject(reason('a'));
      } catch {}
    },
    heard: [],
  },
  'awaited in a function that is ignored': { run: () => void (async () => await Promise.reject(reason('a')))(), heard: ['unhandled a'] },
  'awaited while pending': {
    run: async () => {
      try {
        await new Promise((_, reject) => nativeSetTimeout(reject, 5, reason('a')));
      } catch {}
    },
    heard: [],
  },
  caught: { run: () => void Promise.reject(reason('a')).catch(ignore), heard: [] },
  'caught by the second argument': { run: () => void Promise.reject(reason('a')).then(ignore, ignore), heard: [] },
  'then without a handler': { run: () => void Promise.reject(reason('a')).then(ignore), heard: ['unhandled a'] },
  'then without anything': { run: () => void (Promise.reject(reason('a')) as any).then(), heard: ['unhandled a'] },
  'a handler that throws': {
    run: () =>
      void Promise.resolve().then(() => {
        throw reason('a');
      }),
    heard: ['unhandled a'],
  },
  finally: { run: () => void Promise.reject(reason('a')).finally(ignore), heard: ['unhandled a'] },
  'finally without a function': { run: () => void Promise.reject(reason('a')).finally(), heard: ['unhandled a'] },
  'finally that returns a rejection': {
    run: () => void Promise.resolve().finally(() => Promise.reject(reason('a'))),
    heard: ['unhandled a'],
  },
  'finally, caught': { run: () => void Promise.reject(reason('a')).finally(ignore).catch(ignore), heard: [] },
  'Promise.all with several': {
    run: () => void Promise.all([Promise.reject(reason('a')), Promise.reject(reason('b')), 1]),
    heard: ['unhandled a'],
  },
  'Promise.all with several, awaited': {
    run: async () => {
      try {
        await Promise.all([Promise.reject(reason('a')), Promise.reject(reason('b'))]);
      } catch {}
    },
    heard: [],
  },
  'Promise.allSettled': { run: () => void Promise.allSettled([Promise.reject(reason('a'))]), heard: [] },
  'Promise.race': { run: () => void Promise.race([Promise.reject(reason('a')), 1]), heard: ['unhandled a'] },
  'Promise.any': {
    run: () => void Promise.any([Promise.reject(reason('a')), Promise.resolve(1)]),
    heard: [],
  },
  'Promise.resolve of it': { run: () => void Promise.resolve(Promise.reject(reason('a'))), heard: ['unhandled a'] },
  'Promise.resolve of it, of a derived class': {
    run: () => {
      class Derived extends Promise<unknown> {}
      Derived.resolve(Derived.reject(reason('a')));
    },
    heard: ['unhandled a'],
  },
  'Promise.resolve of what is rejected later': {
    run: () => {
      let reject!: (reason: unknown) => void;
      Promise.resolve(new Promise((_, no) => (reject = no)));
      reject(reason('a'));
    },
    heard: ['unhandled a'],
  },
  'finally of what is rejected later': {
    run: () => {
      let reject!: (reason: unknown) => void;
      void new Promise((_, no) => (reject = no)).finally(ignore);
      reject(reason('a'));
    },
    heard: ['unhandled a'],
  },
  'finally of a derived class': {
    run: () => {
      class Derived extends Promise<unknown> {}
      void Derived.reject(reason('a')).finally(ignore);
    },
    heard: ['unhandled a'],
  },
  'resolved with it': { run: () => void new Promise(resolve => resolve(Promise.reject(reason('a')))), heard: ['unhandled a'] },
  'returned from a reaction': { run: () => void Promise.resolve().then(() => Promise.reject(reason('a'))), heard: ['unhandled a'] },
  'handled late': {
    run: async () => {
      const promise = Promise.reject(reason('a'));
      await sleep();
      promise.catch(ignore);
    },
    heard: ['unhandled a', 'handled a'],
  },
  'awaited late': {
    run: async () => {
      const promise = Promise.reject(reason('a'));
      await sleep();
      try {
        await promise;
      } catch {}
    },
    heard: ['unhandled a', 'handled a'],
  },
  'handled late, by then without a handler': {
    run: async () => {
      const promise = Promise.reject(reason('a'));
      await sleep();
      promise.then(ignore);
    },
    heard: ['unhandled a', 'handled a', 'unhandled a'],
  },
  'looked at: then': { run: () => void Promise.reject(reason('a')).then, heard: ['unhandled a'] },
  'looked at: keys, text, instanceof': {
    run: () => {
      const promise = Promise.reject(reason('a'));
      return void [Object.keys(promise), String(promise), promise instanceof Promise, JSON.stringify(promise), { ...promise }];
    },
    heard: ['unhandled a'],
  },
  'looked at late: then, keys, text': {
    run: async () => {
      const promise = Promise.reject(reason('a'));
      await sleep();
      void [promise.then, Object.keys(promise), String(promise)];
    },
    heard: ['unhandled a'],
  },
  'a subclass': {
    run: () => {
      class Derived extends Promise<unknown> {}
      Derived.reject(reason('a'));
    },
    heard: ['unhandled a'],
  },
  'a subclass, its constructor looked at': {
    run: () => {
      class Derived extends Promise<unknown> {}
      void Derived.reject(reason('a')).constructor;
    },
    heard: ['unhandled a'],
  },
  'a thenable with a getter that throws': {
    run: () =>
      void Promise.resolve({
        get then() {
          throw reason('a');
        },
      }),
    heard: ['unhandled a'],
  },
  'a generator': {
    run: () =>
      void (async function* () {
        yield Promise.reject(reason('a'));
      })().next(),
    heard: ['unhandled a'],
  },
};

const constructorProgram = { run: () => void Promise.reject(reason('a')).constructor, heard: ['unhandled a'] };

async function listen(run: () => unknown): Promise<string[]> {
  const heard: string[] = [];
  const note = (word: string) => (event: any) => {
    event.preventDefault();
    heard.push(`${word} ${event.reason.message}`);
  };
  const listeners = { unhandledrejection: note('unhandled'), rejectionhandled: note('handled') };
  for (const [name, listener] of Object.entries(listeners)) addEventListener(name, listener);
  try {
    const result: any = run();
    if (result !== undefined) await new NativePromise(resolve => nativeThen.call(result, resolve, resolve));
    await sleep();
    return heard;
  } finally {
    for (const [name, listener] of Object.entries(listeners)) removeEventListener(name, listener);
  }
}

const test = suite('promises: rejections');
let run: (program: () => unknown) => unknown = program => program();

function all(when: string): void {
  for (const [name, program] of Object.entries(programs)) {
    test(`${when}: ${name}`, async () => assert.equal(await listen(() => run(program.run)), program.heard));
  }
}

all('before the first Variable');
test('before the first Variable: looked at: constructor', async () => {
  assert.equal(await listen(constructorProgram.run), constructorProgram.heard);
});

let variable: any;
test('the first Variable', async () => {
  const { AsyncContext } = await import('../../../src/index.js');
  variable = new AsyncContext.Variable();
});
all('in no context');
// The hook cannot tell this read from an await's, before whose continuation it has to add a reaction.
const title = 'looked at: constructor: expected to fail, since the read counts as an await';
test(`in no context: ${title}`, async () => assert.equal(await listen(constructorProgram.run), []));
test('in a context', () => {
  run = program => variable.run(1, program);
});
all('in a context');
test(`in a context: ${title}`, async () => assert.equal(await listen(() => run(constructorProgram.run)), []));

test.run();
