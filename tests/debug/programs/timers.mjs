// Programs that lose a context in a timer that somebody has put in place of the platform's.

/** A clock that a test advances. */
function fake(name) {
  const original = globalThis[name];
  const timers = [];
  globalThis[name] = callback => {
    timers[timers.length] = callback;
    return timers.length;
  };
  return {
    restore: () => void (globalThis[name] = original),
    advance() {
      for (const timer of timers) {
        timer(); // lost in: a fake setTimeout; a fake queueMicrotask
      }
    },
  };
}

/** @type {typeof import('./kept.mjs').kept} */
export const timers = {
  'a fake setTimeout'(v) {
    let clock;
    v.run('A', () => { // run
      clock = fake('setTimeout');
      setTimeout(() => { // remedy
        void v.get(); // get
      }, 1000);
    });
    clock.advance();
    clock.restore();
  },

  'a fake queueMicrotask'(v) {
    let clock;
    v.run('A', () => { // run
      clock = fake('queueMicrotask');
      queueMicrotask(() => { // remedy
        void v.get(); // get
      });
    });
    clock.advance();
    clock.restore();
  },
};
