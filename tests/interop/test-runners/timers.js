// Fake timers of Jest or of Vitest, whose object is the global `runner`: without the README's remedy and with it.
const { Snapshot, Variable } = require('asynccontext');

const variable = new Variable({ defaultValue: 'none' });
afterEach(() => runner.useRealTimers());

/** The README's remedy: after `useFakeTimers`, each timer wraps its callback in the current context. */
function wrapTimers() {
  for (const name of ['setTimeout', 'setInterval', 'setImmediate']) {
    const fake = globalThis[name];
    // Keeps the fake's properties, by which the clock knows what to restore.
    globalThis[name] = Object.assign((callback, ...args) => fake(Snapshot.wrap(callback), ...args), fake);
  }
}

/** The values that callbacks find if one context sets the timers, and another one advances the clock. */
function seen() {
  const found = [];
  variable.run('call', () => {
    const look = () => void found.push(variable.get());
    setTimeout(look, 1);
    setImmediate(look);
    const interval = setInterval(() => {
      look();
      clearInterval(interval);
    }, 2);
  });
  variable.run('clock', () => runner.runAllTimers());
  return found;
}

test('fake timers call back in the context of whoever advances the clock', () => {
  runner.useFakeTimers();
  expect(seen()).toEqual(['clock', 'clock', 'clock']);
});

test('the remedy: each callback has its own', () => {
  runner.useFakeTimers();
  wrapTimers();
  expect(seen()).toEqual(['call', 'call', 'call']);
});

test('afterwards the real timers are back', async () => {
  runner.useFakeTimers();
  wrapTimers();
  runner.useRealTimers();
  const found = await variable.run('call', () => new Promise(resolve => setTimeout(() => resolve(variable.get()), 1)));
  expect(found).toBe('call');
});
