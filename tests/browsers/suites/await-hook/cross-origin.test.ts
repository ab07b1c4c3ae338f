// Objects of another origin may be what a promise is given: only the `then` of them may be asked for.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../../src/index.js';

const test = suite('cross-origin');
const variable = new AsyncContext.Variable<string>();
const places: Record<string, <R>(fn: () => R) => R> = { 'in no context': fn => fn(), 'in a context': fn => variable.run('A', fn) };

/** The window of a frame whose origin has the same port, under the other name of this machine. */
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

/** Ways to give a promise an object, and to get it back. */
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
        // Wrapped before an await of the test's own meets it. What it is, an assertion could not say.
        const [given] = await run(() => give(find).then(given => [given]));
        assert.ok(given === find());
      });
    }
  }
}

test.run();
