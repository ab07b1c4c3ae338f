// Libraries that replace or patch promises, loaded before this library, between it and the first Variable, or after that: both work.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { assertFlows, type VariableLike } from './flows.js';

/** When the neighbour is loaded. */
declare const ORDER: 'before' | 'between' | 'after';
/** The carrier that is expected. */
declare const CARRIER: 'browser' | 'zone';

/** A file of `libraries/`. The row in suites.mjs determines which one. */
const load = () => import('neighbour');
const { Promise: NativePromise } = globalThis;
const nativeAsync = async () => {};

let neighbour: any;
if (ORDER === 'before') neighbour = await load();
const { Variable } = await import('../../../../src/index.js');
if (ORDER === 'between') neighbour = await load();
if (ORDER === 'after') {
  new Variable();
  neighbour = await load();
}
const variable: VariableLike = new Variable<string>();
/** Settles the promise of a reaction that was added in no context, before the first `run`. */
let settle!: () => void;
const early = new Promise<void>(resolve => void (settle = resolve)).then(() => variable.get());

const test = suite(`${neighbour.name} ${ORDER}`);

test('a reaction from before the first run', async () => {
  variable.run('of whoever settles', settle);
  assert.is(await early, undefined);
});

test('native promises are still what async functions return', () => {
  assert.instance(nativeAsync(), NativePromise);
  assert.is(globalThis.Promise === NativePromise, !neighbour.replaces);
});
test('the library works', () => neighbour.works());
test('the library works in a context', () => variable.run('mine', () => neighbour.works()));

/** If the neighbour leaves no way to the engine's promises, nothing is carried, and a warning says so. */
const carried = !(ORDER === 'before' && neighbour.hides);
const { carrier } = (globalThis as any)[Symbol.for('asynccontext.agent.v1')];
test('the carrier', () => assert.is(carrier, carried ? CARRIER : 'synchronous'));
if (carried) test('each flow has its own context', () => assertFlows(variable));
if (carried)
  test('each flow has its own context, within another', () =>
    variable.run('outer', async () => {
      // All flows have a context here, since a flow without one would have this outer context.
      await Promise.all(
        ['a', 'b'].map(name =>
          variable.run(name, async () => {
            for (let i = 0; i < 20; i++) {
              await (i % 2 ? i : new Promise(resolve => setTimeout(resolve, 1)));
              assert.is(variable.get(), name);
            }
          }),
        ),
      );
      assert.is(variable.get(), 'outer');
    }));
test('the library works afterwards', () => neighbour.works());

test.run();
