// Programs that lose a context in Node: its emitters, and what only async_hooks can tell.
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { EventEmitter } from 'node:events';
import { createInterface } from 'node:readline';
import { PassThrough } from 'node:stream';
import { load } from './elsewhere.mjs';

/** @type {typeof import('./kept.mjs').kept} */
export const node = {
  'a listener of an EventEmitter'(v) {
    const emitter = new EventEmitter();
    v.run('A', () => { // run
      emitter.on('data', () => { // remedy
        void v.get(); // get
      });
    });
    emitter.emit('data'); // lost
  },

  'a listener of an EventEmitter for once, called by another flow'(v) {
    const emitter = new EventEmitter();
    v.run('A', () => { // run
      emitter.once('data', () => { // remedy
        void v.get(); // get
      });
    });
    v.run('B', () => {
      emitter.emit('data'); // lost
    });
  },

  async 'a pool: an async callback of one flow, called by another, after an await'(v, { sleep }) {
    const waiting = [];
    const release = () => {
      const next = waiting.shift();
      return next(); // lost
    };
    v.run('A', () => { // run
      waiting.push(async () => { // remedy
        await sleep(1);
        await sleep(1);
        void v.get(); // get
      });
    });
    await v.run('B', async () => {
      await sleep(1);
      await release();
    });
  },

  async 'a pool: the timer of a callback of one flow, called by another'(v, { sleep }) {
    const waiting = [];
    const acquire = use => {
      waiting.push(use); // remedy
    };
    v.run('A', () => { // run
      acquire(() => {
        setTimeout(() => {
          void v.get(); // get
        }, 1);
      });
    });
    v.run('B', () => {
      setTimeout(() => {
        const next = waiting.shift();
        next(); // lost
      }, 1);
    });
    await sleep(20);
  },

  async 'a timer that a kept callback sets'(v, { sleep }) {
    const jobs = [];
    v.run('A', () => { // run
      jobs.push(() => { // remedy
        setTimeout(() => {
          void v.get(); // get
        }, 1);
      });
    });
    const job = jobs.shift();
    job(); // lost
    await sleep(20);
  },

  async 'a function of another script, in a promise that a kept callback makes'(v, { sleep }) {
    const jobs = [];
    v.run('A', () => { // run
      jobs.push(async () => { // remedy
        await sleep(1);
        await load(v);
      });
    });
    const job = jobs.shift();
    await job(); // lost
  },

  async 'a question of readline, of an interface of nobody'(v, { sleep }) {
    const input = new PassThrough();
    const lines = createInterface({ input });
    v.run('A', () => { // run
      lines.question('?', () => { // remedy
        void v.get(); // get
      });
    });
    input.write('yes\n'); // lost
    await sleep(20);
    lines.close();
  },

  async 'the then of a thenable with which somebody resolves a promise'(v, { sleep }) {
    const thenable = v.run('A', () => ({ // run
      then(resolve) { // remedy
        resolve(v.get()); // get lost
      },
    }));
    void Promise.resolve().then(() => thenable);
    await sleep(5);
  },

  async 'a snapshot of no context, within a flow'(v, { sleep }) {
    const outside = AsyncLocalStorage.snapshot();
    const detached = AsyncResource.bind(fn => {
      fn();
    });
    await v.run('A', async () => {
      const read = () => {
        void v.get();
      };
      outside(read);
      detached(() => {
        void v.get();
        setTimeout(read, 1);
      });
      await sleep(1);
      outside(() => {
        void v.get();
        setTimeout(read, 1);
      });
      await sleep(10);
    });
  },
};
