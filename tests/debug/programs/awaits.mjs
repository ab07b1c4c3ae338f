// Programs that lose a context in browsers, at an await that no hook sees. Node follows all of them.

class Derived extends Promise {}

/** @type {typeof import('./kept.mjs').kept} */
export const awaits = {
  async 'two awaits of values in a row'(v) {
    await v.run('A', async () => { // run
      await 1;
      await 2; // lost
      void v.get(); // get
    });
  },

  async 'awaits of values in a loop'(v) {
    await v.run('A', async () => { // run
      for (const number of [1, 2, 3]) {
        await number; // lost
      }
      void v.get(); // get
    });
  },

  async 'a thenable that resolves at once'(v) {
    await v.run('A', async () => { // run
      await { then: resolve => resolve(1) }; // lost
      void v.get(); // get
    });
  },

  async 'a thenable after a value'(v, { sleep }) {
    let settle;
    const thenable = { then: resolve => void (settle = resolve) };
    const done = v.run('A', async () => { // run
      await 1;
      await thenable; // lost
      void v.get(); // get
    });
    await sleep(5);
    settle();
    await done;
  },

  async 'a derived promise after a value'(v) {
    await v.run('A', async () => { // run
      await 1;
      await new Derived(resolve => resolve(2)); // lost
      void v.get(); // get
    });
  },

  async 'two awaits of values, in a function that run calls'(v) {
    await v.run('A', async () => { // run
      const step = async () => {
        await 1;
        await 2; // lost
        void v.get(); // get
      };
      await step();
    });
  },

  async 'two awaits of values, in a function that is handed to run by its name'(v) {
    async function main() {
      await undefined;
      await null; // lost
      void v.get(); // get
    }
    await v.run('A', main); // run
  },

  async 'a promise on which a constructor was defined'(v, { sleep }) {
    const promise = sleep(10);
    const done = v.run('A', async () => { // run
      Object.defineProperty(promise, 'constructor', { value: Promise }); // remedy
      await promise; // lost
      void v.get(); // get
    });
    await done;
  },

  async 'an async callback that was kept, after an await'(v) {
    const jobs = [];
    v.run('A', () => { // run
      jobs.push(async () => { // remedy
        await Promise.resolve();
        void v.get(); // get lost
      });
    });
    const job = jobs.shift();
    await job();
  },
};
