// The promise work of every subject. It imports nothing, so that the same text can be built for ES2016 and loaded beside itself.

/** How many nanoseconds it takes to await a settled promise so many times. The promise is an async function's, as most that are awaited are. */
export async function awaiting(times, now) {
  const settled = (async () => {})();
  await settled;
  const start = now();
  for (let i = 0; i < times; i++) await settled;
  return now() - start;
}

/** Calls `look` before the first of three awaits and after each, each time on a promise of another kind. */
export async function lookAroundAwaits(look) {
  look();
  await (async () => {})();
  look();
  await Promise.resolve();
  look();
  await new Promise(resolve => setTimeout(resolve, 1));
  look();
}

/** How many nanoseconds it takes to be called back by a settled promise so many times, each callback adding the next. */
export function thening(times, now) {
  return new Promise(resolve => {
    const settled = Promise.resolve();
    let left = times;
    let start = 0;
    const step = () => {
      if (left-- > 0) settled.then(step);
      else resolve(now() - start);
    };
    settled.then(() => {
      start = now();
      step();
    });
  });
}

/** Calls `look` in callbacks, each added by the one before. */
export function lookInThens(look) {
  return Promise.resolve()
    .then(look)
    .then(() => Promise.resolve().then(look))
    .then(look);
}
