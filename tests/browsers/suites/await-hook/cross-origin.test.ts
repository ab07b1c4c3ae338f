// Objects of another origin as values of promises: only their `then` may be read.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../../src/index.js';

const test = suite('cross-origin');
const variable = new AsyncContext.Variable<string>();
const places: Record<string, <R>(fn: () => R) => R> = { 'in no context': fn => fn(), 'in a context': fn => variable.run('A', fn) };

/** The window of a frame from another origin: this machine's other name, with the same port. */
async function foreignWindow(): Promise<Window> {
  const frame = document.createElement('iframe');
  const loaded = new Promise((resolve, reject) => {
    frame.onload = resolve;
    frame.onerror = reject;
  });
  frame.src = `http://localhost:${location.port}/foreign.html`;
  document.body.append(frame);
  await loaded;
  return frame.contentWindow!;
}
let foreign: Window;
test('a frame of another origin is there', async () => {
  foreign = await foreignWindow();
  assert.throws(() => foreign.document);
  assert.throws(() => foreign.location.href);
});

/** Ways to pass an object to a promise, and to get it back. */
const ways: Record<string, (give: () => object) => Promise<unknown>> = {
  'returned from then': give => Promise.resolve().then(give),
  'returned from catch': give => Promise.reject().catch(give),
  'in a value through finally': give =>
    Promise.resolve()
      .then(give)
      .finally(() => {}),
  'returned from finally': give => {
    let given!: object;
    return Promise.resolve()
      .finally(() => (given = give()))
      .then(() => given);
  },
  'returned from an async function': async give => give(),
  awaited: async give => await give(),
  'Promise.resolve': give => Promise.resolve(give()),
  resolve: give => new Promise(resolve => resolve(give())),
  'Promise.all': async give => (await Promise.all([give()]))[0],
  'for await': async give => {
    for await (const given of [give()]) return given;
    return undefined;
  },
  'returned from an async function, after an await': async give => {
    await Promise.resolve();
    return give();
  },
};
for (const [place, run] of Object.entries(places)) {
  for (const [way, give] of Object.entries(ways)) {
    for (const [what, find] of [
      ['a window', () => foreign],
      ['a location', () => foreign.location],
    ] as const) {
      test(`${what} ${way}: ${place}`, async () => {
        // In an array, so that the test's own await does not read it; and compared by `===`, since an assertion could not print it.
        const [given] = await run(() => give(find).then(given => [given]));
        assert.ok(given === find());
      });
    }
  }
}

test.run();
