// Hardened JavaScript: SES beside the library, in each order, each in a realm of its own.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { functionIn, loadLibrary, loadScript, makeFrame, removeFrame, type Realm } from './frame.js';

const test = suite('SES');

/** The steps, which are done in a realm in a given order. */
type Step = 'load SES' | 'load the library' | 'lockdown' | 'repair' | 'harden' | 'first Variable';

interface Outcome {
  readonly frame: Realm;
  readonly variable: any;
  readonly said: string[];
  /** The values that the realm's flows see in the end. */
  readonly goOn: () => Promise<unknown[]>;
}

/** Does steps in a frame; throws what a step throws. */
async function inOrder(steps: readonly Step[]): Promise<Outcome> {
  const frame = await makeFrame();
  const said: string[] = [];
  const note = (text: string) => void said.push(text);
  const outcome: any = { frame, said };
  // Made before `lockdown`, since SES replaces the functions that make functions from strings.
  const settings = functionIn(frame, 'note', "console.warn = note; return { consoleTaming: 'unsafe', errorTaming: 'unsafe' }")(note);
  const flow = functionIn(
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
  const does: Record<Step, () => unknown> = {
    'load SES': async () => assert.is(String(await loadScript(frame, '/ses.js')), 'undefined'),
    'load the library': async () => assert.is(await loadLibrary(frame), undefined),
    lockdown: () => frame.lockdown(settings),
    repair: () => frame.repairIntrinsics(settings),
    harden: () => frame.hardenIntrinsics(),
    'first Variable': () => (outcome.variable = new frame.asynccontext.Variable()),
  };
  for (const step of steps) await does[step]();
  const { variable } = outcome;
  const get = () => variable.get();
  outcome.goOn = () => Promise.all(['a', 'b', undefined].map(name => (name ? variable.run(name, () => flow(get)) : flow(get))));
  // Drops SES's messages about each unknown property that it has removed.
  said.length = 0;
  return outcome as Outcome;
}

/** The error of the last step. */
async function thrown(steps: readonly Step[]): Promise<Error> {
  try {
    await inOrder(steps);
  } catch (error) {
    return error as Error;
  }
  return assert.unreachable(`${steps.join(', ')}: nothing was thrown`) as never;
}

const orders: readonly (readonly Step[])[] = [
  ['load SES', 'load the library', 'repair', 'first Variable', 'harden'],
  ['load the library', 'load SES', 'repair', 'first Variable', 'harden'],
  ['load SES', 'repair', 'load the library', 'first Variable', 'harden'],
];
for (const order of orders) {
  test(`${order.join(', ')}: hardened, and each flow has its own context`, async () => {
    const { frame, said, goOn } = await inOrder(order);
    const { Promise, Object } = frame;
    assert.ok(Object.isFrozen(Promise.prototype));
    assert.ok(Object.isFrozen(Promise));
    assert.is(Promise.prototype.constructor, Promise);
    assert.is(Promise.resolve(1).constructor, Promise);
    assert.equal(await goOn(), ['a', 'b', undefined]);
    assert.equal(said, []);
    removeFrame(frame);
  });
}

test('hardened: what hooks promises is frozen too, and takes no assignment', async () => {
  const { frame, goOn } = await inOrder(orders[0]!);
  const { Promise, Object } = frame;
  for (const descriptor of Object.values(Object.getOwnPropertyDescriptors(Promise.prototype))) {
    for (const part of Object.values(descriptor)) assert.ok(typeof part !== 'function' || Object.isFrozen(part), String(part));
  }
  for (const key of ['constructor', 'then', 'finally']) {
    const before = Promise.prototype[key];
    try {
      Promise.prototype[key] = () => {};
    } catch (error) {
      // The error belongs to the realm of the setter, or to that of the assignment.
      assert.is((error as Error).name, 'TypeError');
    }
    assert.is(Promise.prototype[key], before, key);
  }
  // An object that inherits from it can be assigned to, as if the prototype was not hardened.
  const own = Promise.resolve();
  own.constructor = 1;
  assert.is(own.constructor, 1);
  assert.equal(await goOn(), ['a', 'b', undefined]);
  removeFrame(frame);
});

test('lockdown after the first Variable: SES does not know the accessor, and throws', async () => {
  const error = await thrown(['load SES', 'load the library', 'first Variable', 'lockdown']);
  assert.match(error.message, 'Accessor not expected at intrinsics.%PromisePrototype%.constructor');
});

test('lockdown between the library and the first Variable: an error that says what to do', async () => {
  const error = await thrown(['load SES', 'load the library', 'lockdown', 'first Variable']);
  assert.match(error.message, /^asynccontext: .*locked down.*Create a Variable before that/);
});

test('lockdown before the library: one warning, and contexts end with the synchronous call', async () => {
  const { frame, variable, said, goOn } = await inOrder(['load SES', 'lockdown', 'load the library', 'first Variable']);
  assert.is(
    variable.run(1, () => variable.get()),
    1,
  );
  assert.equal(await goOn(), [undefined, undefined, undefined]);
  assert.is(said.length, 1);
  assert.match(said[0]!, /^asynccontext: the promises .* locked down or replaced\. Create a Variable before that.*AsyncContext\.Snapshot/);
  removeFrame(frame);
});

test.run();
