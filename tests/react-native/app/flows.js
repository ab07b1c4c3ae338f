// What each flow of the app does: it looks whose values it sees, after whatever a context has to cross.
const sleep = ms => new Promise(resolve => setTimeout(resolve, ms));
const thenable = value => ({ then: resolve => resolve(value) });

/** Each with what it does, given a function that looks. */
export const flows = {
  'await of a value': async look => { await 1; look(); await null; look(); await 'x'; look(); },
  'await of a settled promise': async look => { await Promise.resolve(); look(); await Promise.resolve(1); look(); await Promise.resolve({}); look(); },
  'await of a rejected promise': async look => { try { await Promise.reject(new Error('expected')); } catch { look(); } finally { look(); } look(); },
  'await of a pending promise': async look => { await sleep(1); look(); await sleep(2); look(); },
  'await of a thenable': async look => { await thenable(1); look(); await thenable(2); look(); },
  'await of an async function': async look => { const inner = async () => { await null; look(); await sleep(1); look(); }; await inner(); look(); },
  'async methods': async look => {
    class Base { async method() { await sleep(1); look(); return 1; } }
    class Derived extends Base { #own = look; static async make() { await null; return new Derived(); } async method() { const got = await super.method(); this.#own(); return got; } async #hidden() { await null; this.#own(); } both() { return this.#hidden(); } }
    const object = await Derived.make();
    look();
    await object.method();
    await object.both();
    look();
  },
  'loops': async look => { for (let i = 0; i < 3; i++) { await i; look(); } for (const x of [sleep(1), 2]) { await x; look(); } let n = 2; while (n--) { await sleep(1); look(); } },
  'destructuring and defaults': async (look, { x = 1, ...rest } = {}) => { const { a = await 2, b } = await { b: 3 }; look(); const [c = await sleep(1)] = []; look(); return [x, rest, a, b, c]; },
  'try, catch, finally': async look => { try { try { await sleep(1); throw new Error('expected'); } finally { await null; look(); } } catch { await null; look(); } },
  'then': look => Promise.resolve(1).then(look).then(() => sleep(1)).then(look),
  'catch and finally': look => Promise.reject(new Error('expected')).catch(look).finally(look).then(look),
  'a promise that a reaction returns': look => Promise.resolve().then(() => sleep(1)).then(() => { look(); return thenable(1); }).then(look),
  'new Promise': look => new Promise(resolve => { look(); setTimeout(() => { look(); resolve(); }, 1); }).then(look),
  'all': async look => { await Promise.all([1, sleep(1), Promise.resolve(3).then(look)]); look(); },
  'race': async look => { await Promise.race([sleep(1), sleep(2)]); look(); },
  // The Hermes that can be had has neither.
  'allSettled, any': async look => { await Promise.allSettled?.([sleep(1), Promise.reject(new Error('expected'))]); look(); await Promise.any?.([sleep(1)]); look(); },
  'setTimeout': look => new Promise(resolve => setTimeout((...args) => { look(); resolve(args); }, 1, 'an argument')),
  'setInterval': look => new Promise(resolve => { let left = 2; const id = setInterval(() => { look(); if (--left === 0) { clearInterval(id); resolve(); } }, 1); }),
  'setImmediate': look => new Promise(resolve => setImmediate(() => { look(); resolve(); })),
  'requestAnimationFrame': look => new Promise(resolve => requestAnimationFrame(() => { look(); resolve(); })),
  'queueMicrotask': look => new Promise(resolve => queueMicrotask(() => { look(); resolve(); })),
  'for await of a list': async look => { for await (const x of [1, sleep(1), Promise.resolve(3)]) { look(); void x; } look(); },
  'for await of an async generator': async look => { async function* steps() { yield 1; await sleep(1); yield 2; } for await (const x of steps()) { look(); void x; } look(); },
  'yield* of an async generator': async look => { async function* inner() { yield 1; await null; yield 2; } async function* outer() { yield* inner(); } for await (const x of outer()) { look(); void x; } look(); },
  'dynamic import': async look => { const { answer } = await import('./late.js'); look(); if (answer !== 42) throw new Error('expected the module'); await null; look(); },
  // In a string no preset sees it, and no transform.
  "an async function of the engine's own": look => (0, eval)('(async function (look, sleep) { await 1; look(); await sleep(1); look(); await Promise.resolve(); look(); try { await Promise.reject(1); } catch { look(); } })')(look, sleep),
};

/** What only a transform makes right: a body that is resumed by somebody else. */
export const bodies = {
  'the body of a generator': (look, elsewhere) => { function* body() { look(); yield 1; look(); yield 2; look(); } const steps = body(); for (let i = 0; i < 3; i++) elsewhere(() => steps.next()); },
  'yield* of a generator': (look, elsewhere) => { function* inner() { yield 1; look(); } function* outer() { yield* inner(); look(); } const steps = outer(); for (let i = 0; i < 2; i++) elsewhere(() => steps.next()); },
  'a method that is a generator': (look, elsewhere) => { class Steps { #look = look; *[Symbol.iterator]() { yield 1; this.#look(); } } const steps = new Steps()[Symbol.iterator](); for (let i = 0; i < 2; i++) elsewhere(() => steps.next()); },
  'the body of an async generator': async (look, elsewhere) => { async function* body() { look(); yield 1; await null; look(); yield 2; look(); } const steps = body(); for (let i = 0; i < 3; i++) await elsewhere(() => steps.next()); },
};
