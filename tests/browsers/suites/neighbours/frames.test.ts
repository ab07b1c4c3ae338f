// A Variable that is passed to a frame of the same origin: what the other realm's code sees, with and without the library in it.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../../src/index.js';
import { functionIn, loadLibrary, makeFrame, type Realm } from './frame.js';

const test = suite('frames');
const here = globalThis as Realm;
const { setTimeout: nativeSetTimeout } = globalThis;
new AsyncContext.Variable();

/** Waits as code of the realm that runs it. `own` and `other` are that realm and the Variable's. */
const waits: Record<string, { code: string; after: 'own' | 'default' }> = {
  nothing: { code: '', after: 'own' },
  'a value': { code: 'await 1', after: 'own' },
  'a settled promise of its own': { code: 'await Promise.resolve()', after: 'own' },
  'a settled promise of the other': { code: 'await other.Promise.resolve()', after: 'own' },
  'a promise of the other that settles later': { code: 'await new other.Promise(resolve => setTimeout(resolve, 1))', after: 'own' },
  'an async function of the other': {
    code: "await other.eval('(async () => { await 1; await new Promise(resolve => setTimeout(resolve, 1)); })')()",
    after: 'own',
  },
  'then of the other': { code: 'await other.Promise.resolve().then(() => 1)', after: 'own' },
  // The hook of the Variable's realm does not see this realm's promises.
  'a promise of its own that settles later': { code: 'await new Promise(resolve => setTimeout(resolve, 1))', after: 'default' },
};

/** The values that flows see in functions of one realm, for a Variable of another. */
async function seen(variable: any, realm: Realm, other: Realm, code: string): Promise<unknown[]> {
  const fn = functionIn(realm, 'other, get', `return (async () => { ${code}; return get(); })()`);
  const get = () => variable.get();
  const start = (name: string | undefined) => (name ? variable.run(name, () => fn(other, get)) : fn(other, get));
  const names = ['a', undefined, 'b', undefined, 'c'];
  return Promise.all(names.map(start));
}

for (const there of ['without the library', 'with the library', 'with a Variable of its own']) {
  for (const [name, { code, after }] of Object.entries(waits)) {
    test(`this realm's Variable, a frame ${there}: after ${name}, ${after === 'own' ? "each flow's own" : 'none'}`, async () => {
      const frame = await realm(there);
      const variable = new AsyncContext.Variable<string>();
      const expected = after === 'own' ? ['a', undefined, 'b', undefined, 'c'] : [undefined, undefined, undefined, undefined, undefined];
      assert.equal(await seen(variable, frame, here, code), expected);
      assert.is(variable.get(), undefined);
    });
  }
}
for (const [name, { code, after }] of Object.entries(waits)) {
  test(`a frame's Variable, in this realm: after ${name}, ${after === 'own' ? "each flow's own" : 'none'}`, async () => {
    const frame = await realm('with a Variable of its own');
    const variable = new frame.asynccontext.Variable();
    const expected = after === 'own' ? ['a', undefined, 'b', undefined, 'c'] : [undefined, undefined, undefined, undefined, undefined];
    assert.equal(await seen(variable, here, frame, code), expected);
    assert.is(variable.get(), undefined);
  });
}

test("each realm's Variables know nothing of the other's", async () => {
  const frame = await realm('with a Variable of its own');
  const [mine, theirs]: any[] = [new AsyncContext.Variable(), new frame.asynccontext.Variable()];
  const seen = await mine.run(1, () =>
    theirs.run(2, async () => {
      const log = [mine.get(), theirs.get()];
      await 1;
      log.push(mine.get(), theirs.get());
      await Promise.resolve();
      return [...log, mine.get()];
    }),
  );
  assert.equal(seen, [1, 2, 1, 2, 1]);
  assert.is.not(frame.asynccontext.Variable, AsyncContext.Variable);
});

test('a Snapshot of one realm carries what it took into the other', async () => {
  const frame = await realm('with a Variable of its own');
  const variable: any = new AsyncContext.Variable();
  const snapshot = variable.run('kept', () => new AsyncContext.Snapshot());
  const call = functionIn(frame, 'snapshot, get', 'return new Promise(resolve => setTimeout(() => resolve(snapshot.run(get)), 1))');
  assert.is(await call(snapshot, () => variable.get()), 'kept');
});

test('the exception: an await of a promise of another realm that another flow settles goes on in the context of that flow', async () => {
  const frame = await realm('without the library');
  const variable: any = new AsyncContext.Variable();
  let settle!: () => void;
  const theirs = new frame.Promise((resolve: () => void) => (settle = resolve));
  const wait = functionIn(frame, 'promise, get', 'return (async () => { await promise; return get(); })()');
  const waiting = variable.run('waits', () => wait(theirs, () => variable.get()));
  variable.run('settles', settle);
  assert.is(await waiting, 'settles');
});

/** Further features of a realm without the hook, whose callbacks have the context of whoever causes them. */
const exceptions: Record<string, (frame: Realm, look: () => void) => (within: (fn: () => void) => void) => void> = {
  'then of a promise': (frame, look) => {
    let settle!: () => void;
    const theirs = new frame.Promise((resolve: () => void) => (settle = resolve));
    theirs.then(look);
    return within => within(settle);
  },
  'finally of a promise': (frame, look) => {
    let settle!: () => void;
    const theirs = new frame.Promise((resolve: () => void) => (settle = resolve));
    theirs.finally(look);
    return within => within(settle);
  },
  'a MutationObserver': (frame, look) => {
    const node = frame.document.createElement('div');
    new frame.MutationObserver(look).observe(node, { childList: true });
    return within => within(() => node.append('text'));
  },
};
for (const [what, begin] of Object.entries(exceptions)) {
  for (const flow of ['waits', undefined]) {
    test(`the same exception: ${what} of another realm, begun in ${flow ? 'a' : 'no'} context`, async () => {
      const frame = await realm('without the library');
      const variable: any = new AsyncContext.Variable();
      const seen: unknown[] = [];
      const look = () => void seen.push(variable.get());
      const goOn = flow === undefined ? begin(frame, look) : variable.run(flow, () => begin(frame, look));
      goOn((fn: () => void) => variable.run('settles', fn));
      await new Promise(resolve => nativeSetTimeout(resolve, 1));
      assert.equal(seen, ['settles']);
      assert.is(variable.get(), undefined);
    });
  }
  test(`${what} of another realm, which no flow makes go on`, async () => {
    const frame = await realm('without the library');
    const variable: any = new AsyncContext.Variable();
    const seen: unknown[] = [];
    const goOn = variable.run('waits', () => begin(frame, () => void seen.push(variable.get())));
    goOn((fn: () => void) => fn());
    await new Promise(resolve => nativeSetTimeout(resolve, 1));
    assert.equal(seen, [undefined]);
  });
}

test('a frame that is removed by a continuation of its own, in a context: what is called there later has none', async () => {
  const frame = await makeFrame();
  await loadLibrary(frame);
  const variable = new frame.asynccontext.Variable();
  const get = functionIn(frame, 'variable', 'return variable.get()');
  const start = functionIn(
    frame,
    'variable, removed',
    `variable.run('gone', async () => {
    await Promise.resolve();
    window.frameElement.remove();
    removed();
  })`,
  );
  // Some engines drop the microtasks of a removed frame, including the closing mark of this context.
  await new Promise<void>(resolve => start(variable, resolve));
  await new Promise(resolve => nativeSetTimeout(resolve, 1));
  assert.is(get(variable), undefined);
});

const realms = new Map<string, Promise<Realm>>();
/** A frame of a kind, made once. */
function realm(kind: string): Promise<Realm> {
  if (!realms.has(kind)) {
    realms.set(
      kind,
      (async () => {
        const frame = await makeFrame();
        if (kind !== 'without the library') await loadLibrary(frame);
        if (kind === 'with a Variable of its own') new frame.asynccontext.Variable();
        await new Promise(resolve => nativeSetTimeout(resolve, 1));
        return frame;
      })(),
    );
  }
  return realms.get(kind)!;
}

test.run();
