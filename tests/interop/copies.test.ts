// Two copies of `asynccontext/async-local-storage` in one realm that is not Node's.
import { createContext } from 'node:vm';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { loadIn } from '../carriers/realms/load.mjs';

type Module = typeof import('../../src/interop/async-local-storage.js');
const realm = createContext({ queueMicrotask, setTimeout, console });
const load = (): Module => loadIn(realm, 'any/async-local-storage.js');
const [one, two] = [load(), load()];

test('they hand out the same classes', () => {
  assert.is(one.AsyncLocalStorage, two.AsyncLocalStorage);
  assert.is(one.AsyncResource, two.AsyncResource);
  assert.is.not(one.default, two.default, 'they are copies');
});

test('ids of resources are unique', () => {
  const ids = [one, two, one, two].map(({ AsyncResource }) => new AsyncResource('test').asyncId());
  assert.is(new Set(ids).size, ids.length);
});

test('a store that is entered through one copy within a run of the other stays', () => {
  const storage = new one.AsyncLocalStorage<string>();
  const other = new two.AsyncLocalStorage<string>();
  const around = new one.AsyncLocalStorage<string>();
  around.run('around', () => {
    storage.run('inner', () => other.enterWith('entered'));
    assert.is(other.getStore(), 'entered');
    assert.is(storage.getStore(), undefined);
  });
});

test.run();
