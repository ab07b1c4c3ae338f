// The promise loops of every subject. The module imports nothing, so that its text can be built for ES2016 and loaded a second time.

/** The nanoseconds for so many awaits of a settled promise. The promise comes from an async function, as most awaited promises do. */
export async function awaiting(times, now) {
  const settled = (async () => {})();
  await settled;
  const start = now();
  for (let i = 0; i < times; i++) await settled;
  return now() - start;
}

/** Calls `look` before the first of three awaits and after each of them. Each await is of another kind of promise. */
export async function lookAroundAwaits(look) {
  look();
  await (async () => {})();
  look();
  await Promise.resolve();
  look();
  await new Promise(resolve => setTimeout(resolve, 1));
  look();
}

/** The nanoseconds for so many callbacks of a settled promise, each of which adds the next. */
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

/** Calls `look` in callbacks, each added by the previous one. */
export function lookInThens(look) {
  return Promise.resolve()
    .then(look)
    .then(() => Promise.resolve().then(look))
    .then(look);
}
