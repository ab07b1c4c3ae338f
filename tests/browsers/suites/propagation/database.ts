// The events of IndexedDB have the context of their request or transaction, wherever on their path a listener is.
import * as assert from 'uvu/assert';
import { cursorMethods } from './before.ts';
import { amidOthers, current, event, notes, table, within } from './context.ts';

declare const indexedDB: any;

const global = globalThis as Record<string, any>;

const { add, run } = table('IndexedDB');
const needs = ['indexedDB'];
let count = 0;

/** A database with one empty store. */
async function database(): Promise<any> {
  const request = indexedDB.open(`propagation ${++count}`, 1);
  request.onupgradeneeded = () => request.result.createObjectStore('store');
  await event(request, 'success');
  return request.result;
}

for (const context of ['opener', undefined]) {
  add({ needs, name: `open: upgradeneeded and success, ${context ? 'in the context of the call' : 'in no context'}` }, async () => {
    const { note, all } = notes();
    await amidOthers(async () => {
      const request = within(context, () => indexedDB.open(`opened ${++count}`, 1));
      within('registration', () => {
        for (const type of ['upgradeneeded', 'success']) {
          request.addEventListener(type, () => note(`${type} listener`));
          request[`on${type}`] = () => note(`on${type}`);
        }
      });
      await event(request, 'success');
      request.result.close();
    });
    const expected = context ?? 'empty';
    assert.equal(await all(), {
      'upgradeneeded listener': expected,
      onupgradeneeded: expected,
      'success listener': expected,
      onsuccess: expected,
    });
  });
}

add({ needs, name: 'open: blocked is in the context of the call, versionchange in none' }, async () => {
  const { note, all } = notes();
  const db = await database();
  within('registration', () => (db.onversionchange = () => note('versionchange')));
  const request = within('opener', () => indexedDB.open(db.name, 2));
  within('registration', () => {
    request.onblocked = () => {
      note('blocked');
      db.close();
    };
  });
  await event(request, 'success');
  request.result.close();
  assert.equal(await all(), { versionchange: 'empty', blocked: 'opener' });
});

add({ needs, name: 'requests of a store, an index and a cursor, and their transaction' }, async () => {
  const { note, all } = notes();
  const db = await database();
  const transaction = within('transaction', () => db.transaction('store', 'readwrite'));
  const store = transaction.objectStore('store');
  const methods: [string, () => any][] = [
    ['add', () => store.add('one', 1)],
    ['put', () => store.put('two', 2)],
    ['get', () => store.get(1)],
    ['getKey', () => store.getKey(1)],
    ['getAll', () => store.getAll()],
    ['getAllKeys', () => store.getAllKeys()],
    ['count', () => store.count()],
    ['openKeyCursor', () => store.openKeyCursor()],
    ['openCursor', () => store.openCursor()],
    ['delete', () => store.delete(1)],
    ['clear', () => store.clear()],
  ];
  const request = (name: string, fn: () => any) => {
    const made = within(name, fn);
    within('registration', () => {
      made.addEventListener('success', () => note(name), { once: true });
      made.addEventListener('success', () => name === 'openCursor' && request('update', () => made.result.update('changed')), { once: true });
    });
  };
  within('registration', () => {
    transaction.addEventListener('complete', () => note('transaction'));
    transaction.oncomplete = () => note('transaction');
  });
  for (const [name, fn] of methods) request(name, fn);
  await event(transaction, 'complete');
  db.close();
  const names = [...methods.map(([name]) => name), 'update', 'transaction'];
  const seen = await all();
  assert.equal(
    names.map(name => [name, seen[name]]),
    names.map(name => [name, name]),
  );
});

// The methods of a cursor are not patched, since the idb library compares them with those that it has kept.
add({ needs, name: 'a cursor that a listener sends on stays in the context of the request' }, async () => {
  const seen: string[] = [];
  const db = await database();
  const transaction = db.transaction('store', 'readwrite');
  const store = transaction.objectStore('store');
  for (let key = 1; key < 9; key++) store.add(`value ${key}`, key);
  const request = within('open', () => store.openCursor());
  const steps: [context: string | undefined, go: (cursor: any) => void][] = [
    ['continue', cursor => cursor.continue()],
    [undefined, cursor => cursor.continue(4)],
    ['advance', cursor => cursor.advance(2)],
  ];
  within('registration', () => {
    request.onsuccess = () => {
      seen.push(current());
      const step = steps.shift();
      if (step) within(step[0], () => step[1](request.result));
    };
  });
  await event(transaction, 'complete');
  db.close();
  assert.equal(seen, ['open', 'open', 'open', 'open']);
});

add({ needs, name: 'a cursor that others send on, after its listeners, is in no context' }, async () => {
  const seen: string[] = [];
  const db = await database();
  const transaction = db.transaction('store', 'readwrite');
  const store = transaction.objectStore('store');
  for (let key = 1; key < 4; key++) store.add(`value ${key}`, key);
  const request = within('open', () => store.openCursor());
  const listen = (): void => request.addEventListener('success', () => seen.push(current()), { once: true });
  within('registration', listen);
  const going: Promise<void> = within('other', async () => {
    await event(request, 'success');
    // The first of the following events has no listener.
    request.result.continue();
    await new Promise(resolve => (store.get(1).onsuccess = resolve));
    listen();
    request.result.continue();
  });
  await Promise.all([going, event(transaction, 'complete')]);
  db.close();
  assert.equal(seen, ['open', 'empty']);
});

add({ needs, name: "the methods that send a cursor on are the engine's" }, () => {
  for (const [name, method] of Object.entries(cursorMethods)) assert.is(global.IDBCursor.prototype[name], method);
});

for (const context of ['request', undefined]) {
  add({ needs, name: `an error bubbles to the transaction and the database ${context ? 'in the context of the request' : 'in no context'}` }, async () => {
    const { note, all } = notes();
    const db = await database();
    const transaction = within('transaction', () => db.transaction('store', 'readwrite'));
    const store = transaction.objectStore('store');
    store.add('one', 1);
    const request = within(context, () => store.add('another', 1));
    within('registration', () => {
      for (const [name, target] of Object.entries({ request, transaction, db })) {
        target.addEventListener('error', () => note(`${name} listener`));
        target.addEventListener('error', () => note(`${name} capture`), true);
        target.onerror = () => note(`${name} handler`);
      }
    });
    request.addEventListener('error', (event: any) => event.preventDefault());
    await event(transaction, 'complete');
    db.close();
    const expected = context ?? 'empty';
    const names = ['request', 'transaction', 'db'].flatMap(name => [`${name} listener`, `${name} capture`, `${name} handler`]);
    assert.equal(await all(), Object.fromEntries(names.map(name => [name, expected])), 'everybody on the way');
  });
}

add({ needs, name: 'an abort bubbles to the database in the context of the transaction' }, async () => {
  const { note, all } = notes();
  const db = await database();
  const transaction = within('transaction', () => db.transaction('store', 'readwrite'));
  const request = within('request', () => transaction.objectStore('store').add('one', 1));
  within('registration', () => {
    request.onerror = () => note('request');
    for (const [name, target] of Object.entries({ transaction, db })) {
      target.addEventListener('abort', () => note(`${name} listener`));
      target.onabort = () => note(`${name} handler`);
    }
  });
  const ended = event(db, 'abort');
  transaction.abort();
  await ended;
  db.close();
  assert.equal(await all(), {
    request: 'request',
    'transaction listener': 'transaction',
    'transaction handler': 'transaction',
    'db listener': 'transaction',
    'db handler': 'transaction',
  });
});

run();
