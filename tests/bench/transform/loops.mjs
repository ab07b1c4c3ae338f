// The loops that measure transformed code: each does one thing so many times. The module is loaded untransformed and transformed.

const settled = Promise.resolve(1);
async function callee() {}
async function adding(i) {
  const one = await settled;
  return one + i;
}
function* counting(n) {
  for (let i = 0; i < n; i++) yield i;
}
async function* slowly(n) {
  for (let i = 0; i < n; i++) yield i;
}
function* delegating(n) {
  yield* counting(n);
}
/** Exported so that the engine does not remove the loops; nobody reads it. */
export let sum = 0;

/** @type {Record<string, { title: string, atMost?: number, loop(n: number): unknown }>} `atMost` is the highest allowed ratio to native code */
export const loops = {
  settled: {
    title: 'await of a settled promise',
    atMost: 1.6,
    async loop(n) {
      for (let i = 0; i < n; i++) await settled;
    },
  },
  call: {
    title: 'await of an async call',
    atMost: 1.6,
    async loop(n) {
      for (let i = 0; i < n; i++) await callee();
    },
  },
  adding: {
    title: 'await of an async function with an await',
    atMost: 1.6,
    async loop(n) {
      for (let i = 0; i < n; i++) sum += await adding(i);
    },
  },
  step: {
    title: 'step of a generator',
    atMost: 2,
    loop(n) {
      for (const i of counting(n)) sum += i;
    },
  },
  delegated: {
    title: 'step of a generator through yield*',
    loop(n) {
      for (const i of delegating(n)) sum += i;
    },
  },
  stepAsync: {
    title: 'step of an async generator, for await',
    loop: async n => {
      for await (const i of slowly(n)) sum += i;
    },
  },
};
