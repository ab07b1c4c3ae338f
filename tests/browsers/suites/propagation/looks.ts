// Patched functions look, fail and register as before.
import * as assert from 'uvu/assert';
import { early, errorOf, errors, functionOf, isOfZone, isThere, look, looks, misuse, misuses, mistakes, names, natives } from './before.ts';
import { current, event, sleep, table, within } from './context.ts';

const global = globalThis as Record<string, any>;
const { add, run } = table('looks');
const reader = (): any => new global.FileReader();
const blob = () => new Blob(['some text']);

for (const name of names) {
  if (isThere(name) && isOfZone(name)) {
    add({ name: `${name} is as zone.js has made it` }, () => assert.is(functionOf(name), natives.get(name)));
  } else if (isThere(name)) {
    add({ name: `${name} looks and fails as it did` }, async () => {
      assert.is.not(functionOf(name), natives.get(name), 'it is patched');
      assert.equal(look(name), looks.get(name));
      assert.is(await misuse(name), await misuses.get(name));
      assert.is(await within('misuse', () => misuse(name)), await misuses.get(name), 'in a context');
    });
  }
}

for (const [name, mistake] of Object.entries(mistakes)) {
  add({ name: `${name} fails as it did` }, async () => assert.is(await errorOf(mistake), await errors.get(name)));
}

for (const name of ['MutationObserver', 'WebSocket', 'EventSource']) {
  add({ name: `${name} is one with its prototype`, needs: [name] }, () => {
    const constructor = global[name];
    assert.is(constructor.prototype.constructor, constructor);
    assert.ok(Object.create(constructor.prototype) instanceof constructor);
    assert.equal(Object.keys(global).includes(name), false);
  });
}

add({ name: 'a listener that is added twice is called once' }, async () => {
  const target = reader();
  let calls = 0;
  const listener = () => void calls++;
  const object = { handleEvent: listener };
  for (const context of ['first', 'second']) {
    within(context, () => {
      target.addEventListener('load', listener);
      target.addEventListener('load', object);
      target.addEventListener('load', object, { once: true });
    });
  }
  target.dispatchEvent(new Event('load'));
  assert.is(calls, 2);
  target.addEventListener('load', listener, true);
  target.dispatchEvent(new Event('load'));
  assert.is(calls, 5, 'capturing is another registration');
});

add({ name: 'listeners are removed: by name, by phase, by signal, after one call' }, () => {
  const target = reader();
  let calls = 0;
  const listener = () => void calls++;
  const count = (): number => {
    calls = 0;
    target.dispatchEvent(new Event('load'));
    return calls;
  };
  target.addEventListener('load', listener);
  target.addEventListener('load', listener, { capture: true });
  assert.is(count(), 2);
  target.removeEventListener('load', listener, true);
  assert.is(count(), 1);
  target.removeEventListener('load', listener);
  assert.is(count(), 0);
  const controller = new AbortController();
  target.addEventListener('load', listener, { signal: controller.signal });
  assert.is(count(), 1);
  controller.abort();
  assert.is(count(), 0);
  target.addEventListener('load', listener, { once: true });
  assert.equal([count(), count()], [1, 0]);
  target.addEventListener(new String('load'), listener);
  target.removeEventListener('load', listener);
  assert.is(count(), 0);
  target.addEventListener('load', listener);
  target.removeEventListener(new String('load'), listener);
  assert.is(count(), 0, 'a type is converted to a string');
});

add({ name: 'a listener from before the installation can be removed' }, () => {
  const { reader, listener } = early;
  reader.dispatchEvent(new Event('load'));
  assert.is(early.calls, 1);
  reader.removeEventListener('load', listener);
  reader.dispatchEvent(new Event('load'));
  assert.is(early.calls, 1);
  // Also after it was added to another object meanwhile.
  reader.addEventListener('loadend', listener);
  reader.removeEventListener('loadend', listener);
  reader.dispatchEvent(new Event('loadend'));
  assert.is(early.calls, 1);
});

add({ name: 'a listener from before the installation that is added again is called once' }, () => {
  const { reader, again } = early;
  within('registration', () => reader.addEventListener('progress', again));
  early.calls = 0;
  reader.dispatchEvent(new Event('progress'));
  assert.is(early.calls, 1);
  reader.removeEventListener('progress', again);
  reader.dispatchEvent(new Event('progress'));
  assert.is(early.calls, 1);
});

add({ name: 'a type that is no string is converted, once', zone: 'zone.js converts a type more than once' }, async () => {
  const target = reader();
  const seen: string[] = [];
  let conversions = 0;
  const type = { toString: () => `load${++conversions === 1 ? '' : 'ed too often'}` };
  const listener = () => seen.push(current());
  target.addEventListener(type, listener);
  target.addEventListener(new String('load'), listener);
  const ended = event(target, 'loadend');
  within('task', () => target.readAsText(blob()));
  await ended;
  assert.equal(seen, ['task']);
});

add({ name: 'a listener gets the this and the event of the engine', zone: "zone.js's FileReader is not the target of its events" }, async () => {
  const target = reader();
  const seen: unknown[] = [];
  const object = {
    handleEvent(this: unknown, event: any) {
      seen.push(this, event.type, event.currentTarget);
    },
  };
  target.addEventListener('load', object);
  target.addEventListener('load', function (this: unknown, ...args: any[]) {
    seen.push(this, args.length, args[0].type);
  });
  target.onload = function (this: unknown, ...args: any[]) {
    seen.push(this, args.length, args[0].type);
  };
  const ended = event(target, 'loadend');
  within('task', () => target.readAsText(blob()));
  await ended;
  assert.ok(seen[0] === object && seen[1] === 'load' && seen[2] === target);
  assert.ok(seen[3] === target && seen[4] === 1 && seen[5] === 'load');
  assert.ok(seen[6] === target && seen[7] === 1 && seen[8] === 'load');
});

add({ name: 'handleEvent is looked up at the event' }, async () => {
  const target = reader();
  const seen: string[] = [];
  const object = { handleEvent: () => void seen.push('old') };
  target.addEventListener('load', object);
  object.handleEvent = () => void seen.push(`new, ${current()}`);
  const ended = event(target, 'loadend');
  within('task', () => target.readAsText(blob()));
  await ended;
  assert.equal(seen, ['new, task']);
});

add({ name: 'a handler property reads back what was set', zone: "zone.js's FileReader reads back a function of its own" }, () => {
  const target = reader();
  const handler = () => {};
  const object = {};
  for (const [set, read] of [
    [handler, handler],
    [null, null],
    [handler, handler],
    [undefined, null],
    [5, null],
  ]) {
    target.onload = set;
    assert.is(target.onload, read);
  }
  // Engines differ in what they do with an object that is not a function, with and without the patch.
  target.onload = object;
  assert.ok(target.onload === object || target.onload === null);
});

add({ name: "the handlers of body that are the window's", needs: ['document'], zone: 'zone.js keeps those of body and of the window apart' }, () => {
  const { document } = global;
  for (const type of ['load', 'error', 'resize', 'focus']) {
    const handlers = [() => {}, () => {}];
    document.body[`on${type}`] = handlers[0];
    assert.is(global[`on${type}`], handlers[0], type);
    assert.is(document.body[`on${type}`], handlers[0], type);
    global[`on${type}`] = handlers[1];
    assert.is(document.body[`on${type}`], handlers[1], type);
    global[`on${type}`] = null;
  }
});

add({ name: 'an error in a listener of a task reaches the global' }, async () => {
  const target = reader();
  target.onload = () => {
    throw new Error('expected');
  };
  const failed = new Promise<string>(resolve =>
    global.addEventListener(
      'error',
      (event: any) => {
        event.preventDefault();
        resolve(`${event.error.message}, ${current()}`);
      },
      { once: true },
    ),
  );
  within('task', () => target.readAsText(blob()));
  assert.is(await failed, 'expected, empty');
  await sleep(1);
  assert.is(current(), 'empty');
});

run();
