// Listeners on stand-ins for a page's targets: which ones are tied to tasks, and that the engine finds each of them again.
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const global = globalThis as Record<string, any>;
/** Event handler attributes like an engine's: a handler that is set is called, and is returned when the attribute is read. */
class Handlers extends EventTarget {
  handlers: Record<string, unknown> = {};
  localName: string | undefined;
}
for (const type of ['load', 'slotchange', 'other']) {
  Object.defineProperty(Handlers.prototype, `on${type}`, {
    get(this: Handlers) {
      return this.handlers[type] ?? null;
    },
    set(this: Handlers, value: unknown) {
      this.handlers[type] = typeof value === 'function' ? value : null;
    },
    configurable: true,
    enumerable: true,
  });
}
class Element extends EventTarget {
  attachShadow(...args: unknown[]): unknown {
    return Object.assign(new EventTarget(), { args });
  }
}
Object.assign(global, { HTMLElement: Handlers, Element });
global['XMLHttpRequest'] = class extends EventTarget {
  send() {}
  open() {}
  abort() {}
};

/** The arguments that reach the engine's method behind all patches. */
const added: [target: unknown, type: string, listener: any][] = [];
const { addEventListener } = EventTarget.prototype;
EventTarget.prototype.addEventListener = function (this: EventTarget, ...args: Parameters<typeof addEventListener>) {
  added.push([this, args[0], args[1]]);
  return addEventListener.apply(this, args);
};
/** The function that was registered on a target. */
const registeredOn = (target: unknown, type: string): Function => added.find(([other, name]) => other === target && name === type)![2];

const { Variable } = await import('./variables.js');
const { isListenedTo, optionsOf, typeOf } = await import('../../src/carriers/browser/events.js');
const variable = new Variable();
const look = () => variable.get();

/** A trusted event as a listener gets it. */
const trusted = (target: object, type: string): any => ({ isTrusted: true, target, type, composedPath: () => [target] });

test('a listener is called once for an event, however often it is added, and not after it was removed', () => {
  for (const type of ['load', 'other']) {
    const target = new EventTarget();
    let calls = 0;
    const listener = () => void calls++;
    for (let times = 0; times < 2; times++) target.addEventListener(type, listener);
    target.dispatchEvent(new Event(type));
    assert.is(calls, 1, type);
    target.removeEventListener(type, listener);
    target.dispatchEvent(new Event(type));
    assert.is(calls, 1, type);
  }
});

test('a listener of several types is removed of one alone, and a capturing one is another', () => {
  const target = new EventTarget();
  const seen: string[] = [];
  const listener = ({ type }: Event) => void seen.push(type);
  for (const type of ['load', 'error', 'other']) target.addEventListener(type, listener);
  target.addEventListener('load', listener, true);
  target.removeEventListener('load', listener);
  for (const type of ['load', 'error', 'other']) target.dispatchEvent(new Event(type));
  assert.equal(seen, ['load', 'error', 'other']);
  target.removeEventListener('load', listener, { capture: true });
  target.removeEventListener('other', listener);
  for (const type of ['load', 'error', 'other']) target.dispatchEvent(new Event(type));
  assert.equal(seen, ['load', 'error', 'other', 'error']);
});

test('a listener gets its this and the event; an object’s handleEvent is read when it is called', () => {
  const target = new EventTarget();
  const seen: unknown[] = [];
  target.addEventListener('load', function (this: unknown, ...args: unknown[]) {
    seen.push(this, args.length, (args[0] as Event).type);
  });
  target.dispatchEvent(new Event('load'));
  assert.is(seen[0], target);
  assert.equal(seen.slice(1), [1, 'load']);
  const object = { handleEvent: (): void => assert.unreachable('it was replaced') };
  target.addEventListener('load', object);
  let self: unknown;
  object.handleEvent = function (this: unknown) {
    self = this;
  };
  target.dispatchEvent(new Event('load'));
  assert.is(self, object);
});

test('options are honoured, and read once', () => {
  const target = new EventTarget();
  let [calls, reads] = [0, 0];
  const options = {
    get once() {
      reads++;
      return true;
    },
  };
  target.addEventListener('load', () => void calls++, options);
  for (let times = 0; times < 2; times++) target.dispatchEvent(new Event('load'));
  assert.equal([calls, reads], [1, 1]);
  const controller = new AbortController();
  target.addEventListener('load', () => void calls++, { signal: controller.signal });
  controller.abort();
  target.dispatchEvent(new Event('load'));
  assert.is(calls, 1);
});

test('a type that is an object is made text once', () => {
  let conversions = 0;
  const type = { toString: () => (conversions++, 'load') };
  const target = new EventTarget();
  let calls = 0;
  const listener = () => void calls++;
  target.addEventListener(type as never, listener);
  target.dispatchEvent(new Event('load'));
  target.removeEventListener(type as never, listener);
  target.dispatchEvent(new Event('load'));
  assert.equal([calls, conversions], [1, 2]);
});

test('the reads of the arguments of a call', () => {
  const args: unknown[] = [{ toString: () => 'load' }, undefined];
  assert.is(typeOf(args), 'load');
  assert.is(args[0], 'load');
  assert.is(typeOf([5]), 5);
  for (const options of [undefined, true, null]) assert.is(optionsOf([0, 0, options], 2), options);
  const given: unknown[] = [{ capture: true, once: false }];
  const options = optionsOf(given, 0) as Record<string, unknown>;
  assert.equal({ ...options }, {}, 'nothing is read before the engine does');
  assert.is((given[0] as Record<string, unknown>)['capture'], true);
  assert.equal({ ...options }, { capture: true });
});

test('values that are not listeners, or must not be touched, are left to the engine', () => {
  const target = new EventTarget();
  const { proxy, revoke } = Proxy.revocable(() => {}, {});
  revoke();
  const { addEventListener } = EventTarget.prototype;
  for (const listener of [null, undefined]) target.addEventListener('load', listener as never);
  assert.throws(
    () => addEventListener.call(target, 'load', 5 as never),
    (error: Error & { code?: string }) => error.code === 'ERR_INVALID_ARG_TYPE',
  );
  addEventListener.call(target, 'load', proxy);
  for (const listener of [null, undefined, {}]) target.removeEventListener('load', listener as never);
});

test('the types of tasks, and those that the engine fires anywhere, are listened to', () => {
  assert.equal(
    ['load', 'loadend', 'success', 'toggle', 'slotchange', 'navigateerror'].map(type => !!isListenedTo(type)),
    Array(6).fill(true),
  );
  assert.equal(
    ['click', 'message', 'constructor', undefined, 5].map(type => !!isListenedTo(type)),
    Array(5).fill(false),
  );
});

test('events of a task: its listeners and handlers are in its context, others are the dispatcher’s', () => {
  const request = new global['XMLHttpRequest']();
  variable.run('A', () => request.send());
  /** Node has no way to make trusted events, so the test calls the function that is registered with the stand-in, which is patched like an engine's. */
  const target = new Handlers() as Handlers & { onload: unknown; onother: unknown };
  target.onload = look;
  const registered = target.handlers['load'] as Function;
  assert.is.not(registered, look);
  assert.is(registered.call(request, trusted(request, 'load')), 'A');
  assert.is(
    variable.run('B', () => registered.call(request, trusted(request, 'load'))),
    'A',
  );
  assert.is(
    variable.run('B', () => registered.call(request, new Event('load'))),
    'B',
  );
  assert.is(
    variable.run('B', () => registered.call(request)),
    'B',
  );
  request.abort();
  assert.is(
    variable.run('B', () => registered.call(request, trusted(request, 'load'))),
    'B',
  );
});

test('handlers: what was set is read, once for all, and what is no function is the engine’s', () => {
  const target = new Handlers() as Handlers & { onload: unknown; onother: unknown };
  target.onload = look;
  assert.is(target.onload, look);
  const another = new Handlers() as typeof target;
  another.onload = look;
  assert.is(another.handlers['load'], target.handlers['load']);
  target.onother = look;
  assert.is(target.handlers['other'], look);
  for (const value of [null, 5, {}]) {
    target.onload = value;
    assert.is(target.onload, null);
  }
  const { proxy, revoke } = Proxy.revocable(() => {}, {});
  revoke();
  target.onload = proxy;
  assert.is(target.handlers['load'], proxy);
});

test('handlers of a body or a frameset are those of its window: they stay what they are', () => {
  for (const [localName, isPatched] of [
    ['body', false],
    ['frameset', false],
    ['div', true],
    [undefined, true],
  ] as const) {
    const target = Object.assign(new Handlers(), { localName }) as Handlers & { onload: unknown };
    target.onload = look;
    assert.is(target.handlers['load'] !== look, isPatched, localName);
    assert.is(target.onload, look);
  }
});

test('events that the engine fires for whoever was first are in no context', () => {
  const target = new Handlers() as Handlers & { onslotchange: unknown };
  target.onslotchange = look;
  const registered = target.handlers['slotchange'] as Function;
  assert.is(
    variable.run('B', () => registered.call(target, trusted(target, 'slotchange'))),
    undefined,
  );
});

test('a listener of a task’s events is in its context; of others, it is the page’s own function', () => {
  const request = new global['XMLHttpRequest']();
  request.addEventListener('load', look);
  request.addEventListener('other', look);
  assert.is(registeredOn(request, 'other'), look);
  const registered = registeredOn(request, 'load');
  assert.is.not(registered, look);
  variable.run('A', () => request.send());
  assert.is(registered.call(request, trusted(request, 'load')), 'A');
  const another = new global['XMLHttpRequest']();
  another.addEventListener('error', look);
  assert.is(registeredOn(another, 'error'), registered, 'one function for one listener');
});

const left: [name: string, handler: unknown, isTrusted: boolean, seen: unknown][] = [
  ['a slot with a handler in markup', () => {}, true, undefined],
  ['a slot without a handler', null, true, 'A'],
  ['an event of the page’s', () => {}, false, 'A'],
];
for (const [name, onslotchange, isTrusted, seen] of left) {
  test(`slotchange, ${name}: the listeners after it see ${seen ?? 'no context'}`, () => {
    const tree = new Element().attachShadow() as EventTarget;
    const leave = registeredOn(tree, 'slotchange');
    variable.run('A', () => {
      assert.is(leave({ isTrusted, target: tree, type: 'slotchange', composedPath: () => [{}, { onslotchange }] }), undefined);
      assert.is(variable.get(), seen);
    });
  });
}

test('slotchange, a slot whose handler is patched: that one is in no context, and nothing else changes', () => {
  const tree = new Element().attachShadow() as EventTarget;
  const slot = new Handlers() as Handlers & { onslotchange: unknown };
  slot.onslotchange = look;
  variable.run('A', () => {
    registeredOn(tree, 'slotchange')({ isTrusted: true, target: tree, type: 'slotchange', composedPath: () => [slot] });
    assert.is(variable.get(), 'A');
  });
});

test('a shadow tree is what it was, with its arguments', () => {
  const element = new Element();
  const tree = element.attachShadow({ mode: 'open' }) as EventTarget & { args: unknown };
  assert.equal(tree.args, [{ mode: 'open' }]);
  tree.dispatchEvent(new Event('slotchange'));
});

test.run();
