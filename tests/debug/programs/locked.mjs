// Programs that lose a context where promises were locked down before the library was loaded.

/** @type {typeof import('./kept.mjs').kept} */
export const locked = {
  async 'an await'(v) {
    await v.run('A', async () => { // run
      await Promise.resolve(); // lost
      void v.get(); // get
    });
  },

  async 'a timer'(v, { sleep }) {
    v.run('A', () => { // run
      setTimeout(() => {
        void v.get(); // get lost
      }, 1);
    });
    await sleep(20);
  },
};
