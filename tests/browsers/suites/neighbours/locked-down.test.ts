// Realms in which the library cannot work, or only in part: a clear error or one warning, and the realm is unchanged.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { describeRealm, differences, functionIn, loadLibrary, makeFrame, removeFrame, type Realm } from './frame.js';

/** Code that locks a part of a realm that the library needs. */
const locks: Record<string, string> = {
  'Promise.prototype frozen': 'Object.freeze(Promise.prototype)',
  '`then` not configurable, nor writable':
    "Object.defineProperty(Promise.prototype, 'then', { value: Promise.prototype.then, configurable: false, writable: false })",
  '`constructor` not configurable': "Object.defineProperty(Promise.prototype, 'constructor', { configurable: false })",
  'Promise.resolve not configurable': "Object.defineProperty(Promise, 'resolve', { configurable: false, writable: false })",
  'Promise frozen': 'Object.freeze(Promise)',
  'all intrinsics of promises and functions frozen': `
    for (const object of [Promise, Promise.prototype, Function.prototype, Object.prototype, Array.prototype, Reflect, EventTarget.prototype]) {
      Object.freeze(object);
    }`,
};

const test = suite('locked down');

/** Collects the warnings of a frame's console. */
function warnings(frame: Realm): string[] {
  const said: string[] = [];
  frame.console.warn = (text: string) => void said.push(text);
  return said;
}

/** Makes a frame, runs code in it, describes it, and loads the library. */
async function frameWith(before: string, names?: RegExp): Promise<{ frame: Realm; said: string[]; unchanged: () => void }> {
  const frame = await makeFrame();
  const said = warnings(frame);
  functionIn(frame, '', before)();
  const description = describeRealm(frame, names);
  const error = await loadLibrary(frame);
  assert.is(error, undefined);
  const own = /^globalThis\.(asynccontext|Symbol\(asynccontext\.agent\.v1\)) /;
  const unchanged = () =>
    assert.equal(
      differences(description, describeRealm(frame, names)).filter(path => !own.test(path)),
      [],
    );
  return { frame, said, unchanged };
}

/** The values that three flows of a frame see in the end. The last flow has no context. */
function goOn(frame: Realm, variable: any): Promise<unknown[]> {
  const read = functionIn(
    frame,
    'get',
    `return (async () => {
    await 1;
    await Promise.resolve();
    await new Promise(resolve => setTimeout(resolve, 1));
    await Promise.reject(1).catch(() => 2).finally(() => 3).then(() => Promise.all([Promise.resolve(1)]));
    return get();
  })()`,
  );
  const get = () => variable.get();
  return Promise.all(['a', 'b', undefined].map(name => (name ? variable.run(name, () => read(get)) : read(get))));
}

for (const [name, code] of Object.entries(locks)) {
  test(`${name}, before the library is loaded: one warning, and the rest works`, async () => {
    const { frame, said, unchanged } = await frameWith(code);
    const { Variable } = frame.asynccontext;
    const variable = new Variable({ defaultValue: 'default' });
    assert.equal(said, []);
    assert.is(
      variable.run('inner', () => variable.run('once more', () => variable.get())),
      'once more',
    );
    assert.is(
      new Variable().run(1, () => variable.get()),
      'default',
    );
    assert.is(variable.get(), 'default');
    assert.is(said.length, 1);
    assert.match(said[0]!, /^asynccontext: the promises .* locked down or replaced\. Create a Variable before that.*AsyncContext\.Snapshot/);
    unchanged();
    // Nothing is carried, so nothing is carried to the wrong place.
    const read = functionIn(frame, 'get, note', 'return (async () => { await 1; note(get()); await Promise.resolve(); note(get()); })()');
    const seen: unknown[] = [];
    const note = (value: unknown) => void seen.push(value);
    const running = ['a', 'b'].map(value => variable.run(value, () => read(() => variable.get(), note)));
    await read(() => variable.get(), note);
    await Promise.all(running);
    assert.equal([...new Set(seen)], ['default']);
    removeFrame(frame);
  });

  test(`${name}, between the library and the first Variable: an error that says so`, async () => {
    const { frame, said } = await frameWith('');
    functionIn(frame, '', code)();
    const description = describeRealm(frame);
    const { Variable } = frame.asynccontext;
    for (const attempt of [1, 2]) {
      try {
        new Variable();
        assert.unreachable(`attempt ${attempt} threw nothing`);
      } catch (error: any) {
        assert.instance(error, frame.TypeError);
        assert.match(error.message, /^asynccontext: .*locked down.*Create a Variable before that/);
      }
      assert.equal(differences(description, describeRealm(frame)), []);
    }
    assert.equal(said, []);
    await functionIn(frame, '', 'return (async () => { await 1; await Promise.resolve(); })()')();
    removeFrame(frame);
  });

  test(`${name}, after the first Variable: contexts go on`, async () => {
    const { frame, said } = await frameWith('');
    const variable = new frame.asynccontext.Variable();
    functionIn(frame, '', code)();
    assert.equal(await goOn(frame, variable), ['a', 'b', undefined]);
    assert.equal(said, []);
    removeFrame(frame);
  });
}

test('`finally` not configurable, before the library is loaded: contexts go on, since it is left alone', async () => {
  const { frame, said } = await frameWith("Object.defineProperty(Promise.prototype, 'finally', { configurable: false, writable: false })");
  const variable = new frame.asynccontext.Variable();
  assert.equal(await goOn(frame, variable), ['a', 'b', undefined]);
  assert.equal(said, []);
  removeFrame(frame);
});

test('a frozen Promise.prototype takes no assignment, as no frozen object does', async () => {
  const { frame } = await frameWith('');
  const variable = new frame.asynccontext.Variable();
  const { Promise, Object } = frame;
  Object.freeze(Promise.prototype);
  for (const key of ['constructor', 'then', 'catch', 'finally']) {
    const before = Promise.prototype[key];
    assert.throws(
      () => (Promise.prototype[key] = () => {}),
      (error: Error) => error.name === 'TypeError',
      key,
    );
    assert.is(Promise.prototype[key], before, key);
  }
  assert.equal(await goOn(frame, variable), ['a', 'b', undefined]);
  removeFrame(frame);
});

test('to load the library changes nothing at all', async () => {
  const { frame, unchanged } = await frameWith('', /./);
  unchanged();
  void frame.asynccontext.AsyncContext.Snapshot;
  unchanged();
  removeFrame(frame);
});

test('an engine whose awaits cannot be seen: one warning, and the realm is as it was', async () => {
  // A stand-in for such an engine: the promise that the library checks ignores the accessor.
  const { frame, said, unchanged } = await frameWith(
    'Promise.prototype.constructor = new Proxy(Promise, { construct: () => new Proxy({}, { defineProperty: () => true }) });',
  );
  const variable = new frame.asynccontext.Variable();
  assert.is(
    variable.run(1, () => variable.run(2, () => variable.get()) + variable.get()),
    3,
  );
  assert.is(said.length, 1);
  assert.match(said[0]!, /^asynccontext: .* await .*seen.*AsyncContext\.Snapshot/);
  unchanged();
  removeFrame(frame);
});

/** Objects that a page may have under the name `Zone`. */
const zones: Record<string, string> = {
  'an empty object': 'globalThis.Zone = {}',
  'a function without anything': 'globalThis.Zone = function Zone() {}',
  'a __symbol__ that throws': "globalThis.Zone = { __symbol__() { throw new Error('not for you'); } }",
  'a __symbol__ that is no function': "globalThis.Zone = { __symbol__: '__zone__' }",
  'a __symbol__ that leads to something else': "globalThis.Zone = { __symbol__: () => 'constructor' }",
  'a current zone that throws': "globalThis.Zone = { get current() { throw new Error('not for you'); }, __symbol__: name => '__next__' + name }",
  'a getter that throws': "Object.defineProperty(globalThis, 'Zone', { configurable: true, get() { throw new Error('not for you'); } })",
  'an element of that name': "document.body.append(Object.assign(document.createElement('div'), { id: 'Zone' }))",
};
for (const [name, code] of Object.entries(zones)) {
  test(`a Zone of another kind, ${name}: contexts as without it`, async () => {
    const { frame, said } = await frameWith(code);
    const variable = new frame.asynccontext.Variable();
    assert.equal(await goOn(frame, variable), ['a', 'b', undefined]);
    assert.equal(said, []);
    removeFrame(frame);
  });
}

test('a page that takes its Promise away: contexts go on in what awaits', async () => {
  for (const code of ['delete globalThis.Promise', 'globalThis.Promise = undefined', 'globalThis.Promise = null', 'globalThis.Promise = {}']) {
    const { frame, said } = await frameWith('globalThis.Kept = Promise');
    const variable = new frame.asynccontext.Variable();
    functionIn(frame, '', code)();
    const read = functionIn(frame, 'get', 'return (async () => { await 1; await Kept.resolve(); await (async () => {})().then(() => 1); return get(); })()');
    const flows = ['a', 'b', undefined].map(name => (name ? variable.run(name, () => read(() => variable.get())) : read(() => variable.get())));
    assert.equal(await Promise.all(flows), ['a', 'b', undefined], code);
    assert.equal(said, []);
    removeFrame(frame);
  }
});

test.run();
