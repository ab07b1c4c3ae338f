// Programs that lose a context in the body of a generator: it runs in the context of whoever asks for the next value.

/** @type {typeof import('./kept.mjs').kept} */
export const generators = {
  'a generator'(v) {
    const numbers = v.run('A', () => { // run
      function* count() { // remedy
        yield v.get(); // get
      }
      const made = count();
      return made;
    });
    void numbers.next(); // lost
  },

  'a generator, in for-of'(v) {
    const numbers = v.run('A', () => ({ // run
      *[Symbol.iterator]() { // remedy
        yield 1;
        yield v.get(); // get
      },
    }));
    for (const number of numbers) { // lost
      void number;
    }
  },

  async 'an async generator'(v) {
    const rows = v.run('A', () => { // run
      async function* read() { // remedy
        yield v.get(); // get
      }
      const made = read();
      return made;
    });
    await rows.next(); // lost
  },
};
