// Elements, with stand-ins for a page's classes: attributes and insertions that start a task, and custom elements whose clicks are patched.
import { test } from 'uvu';
import * as assert from 'uvu/assert';

const global = globalThis as Record<string, any>;
let calls: unknown[][] = [];
const noting = (name: string) =>
  function (this: unknown, ...args: unknown[]): string {
    calls.push([name, this, ...args]);
    return name;
  };

class Node extends EventTarget {
  get nodeType(): number {
    if (!(this instanceof Node)) throw new TypeError('Illegal invocation');
    return 1;
  }
}
class Element extends Node {}
class HTMLElement extends Element {}
class HTMLFormElement extends HTMLElement {}
class HTMLDetailsElement extends HTMLElement {
  isOpen = false;
  localName = 'details';
  set open(isOpen: boolean) {
    this.isOpen = isOpen;
  }
  get open(): boolean {
    return this.isOpen;
  }
}
class HTMLScriptElement extends HTMLElement {
  localName = 'script';
  isConnected = false;
  set src(_: string) {}
}
class CustomElementRegistry {}
const methods: [Class: { prototype: object }, names: string][] = [
  [Node, 'appendChild insertBefore replaceChild'],
  [Element, 'setAttribute setAttributeNS toggleAttribute removeAttribute append'],
  [HTMLElement, 'click'],
  [HTMLFormElement, 'requestSubmit'],
  [CustomElementRegistry, 'define'],
];
for (const [{ prototype }, names] of methods) for (const name of names.split(' ')) Object.assign(prototype, { [name]: noting(name) });
// All that the library needs of a page: no other element has a setter here.
Object.assign(global, { Node, Element, HTMLElement, HTMLFormElement, HTMLDetailsElement, HTMLScriptElement, CustomElementRegistry });

const { Variable } = await import('./variables.js');
const { contextOf } = await import('../../src/carriers/browser/tasks.js');
const { segment } = await import('../../src/carriers/browser/segments.js');
const variable = new Variable();

/** The value that a listener of a trusted event finds. */
function seenAt(target: object, type: string): unknown {
  const context = contextOf({ isTrusted: true, target, type } as unknown as Event);
  return context ? segment(context, () => variable.get(), undefined, []) : 'transparent';
}
const element = (Class: new () => object = Element): any => {
  calls = [];
  return new Class();
};

const attributes: [name: string, call: (details: any) => void, args: unknown[]][] = [
  ['setAttribute', details => details.setAttribute('open', ''), ['open', '']],
  ['setAttribute, in upper case', details => details.setAttribute('OPEN', ''), ['OPEN', '']],
  ['toggleAttribute', details => details.toggleAttribute('open'), ['open']],
  ['removeAttribute', details => details.removeAttribute('open'), ['open']],
  ['setAttributeNS', details => details.setAttributeNS(null, 'open', ''), [null, 'open', '']],
];
for (const [name, call, args] of attributes) {
  test(`${name} of an attribute that starts a task, as its setter does`, () => {
    const details = element(HTMLDetailsElement);
    let isOpen = false;
    // Stands for the change that the engine's method makes.
    Object.defineProperty(details, 'isOpen', { get: () => (isOpen = !isOpen) });
    variable.run('A', () => call(details));
    assert.equal(calls, [[name.split(',')[0], details, ...args]]);
    assert.is(seenAt(details, 'toggle'), 'A');
  });

  test(`${name} of the same attribute, on an element that does not have the setter`, () => {
    const other = element();
    variable.run('A', () => call(other));
    assert.equal(calls, [[name.split(',')[0], other, ...args]]);
    assert.is(seenAt(other, 'toggle'), 'transparent');
  });
}

test('other attributes start nothing, whatever they are called with', () => {
  for (const args of [['class', 'x'], ['src', 'x'], ['', 'x'], [{ toString: () => 'open' }, ''], [undefined, ''], []]) {
    const details = element(HTMLDetailsElement);
    assert.is(
      variable.run('A', () => details.setAttribute(...args)),
      'setAttribute',
    );
    assert.equal(calls, [['setAttribute', details, ...args]]);
    assert.is(seenAt(details, 'toggle'), 'transparent');
  }
});

test('the name of an attribute is not read where a namespace is expected', () => {
  const details = element(HTMLDetailsElement);
  variable.run('A', () => details.setAttributeNS('open', 'x', ''));
  assert.is(seenAt(details, 'toggle'), 'transparent');
});

test('an inserted script starts a task in a document alone', () => {
  for (const isConnected of [true, false]) {
    for (const method of ['appendChild', 'insertBefore', 'append']) {
      const [parent, script] = [element(), element(HTMLScriptElement)];
      script.src = 'x';
      Object.defineProperty(script, 'src', { value: 'x' });
      parent.isConnected = isConnected;
      variable.run('A', () => parent[method](script));
      assert.is(seenAt(script, 'load'), isConnected ? 'A' : 'transparent', method);
    }
  }
});

test('methods that insert one node, and methods that insert all arguments', () => {
  const scripts = [1, 2].map(() => Object.defineProperty(element(HTMLScriptElement), 'src', { value: 'x' }));
  const parent = Object.assign(element(), { isConnected: true });
  variable.run('A', () => parent.insertBefore(...scripts));
  assert.equal(
    scripts.map(script => seenAt(script, 'load')),
    ['A', 'transparent'],
    'the second is where it was',
  );
  const others = [1, 2].map(() => Object.defineProperty(element(HTMLScriptElement), 'src', { value: 'x' }));
  variable.run('B', () => parent.append('text', ...others));
  assert.equal(
    others.map(script => seenAt(script, 'load')),
    ['B', 'B'],
  );
});

test('a value that is not a node is not asked for anything', () => {
  const parent = Object.assign(element(), { isConnected: true });
  const asked: PropertyKey[] = [];
  const fake = new Proxy({}, { get: (_, key) => void asked.push(key), has: (_, key) => !asked.push(key) });
  for (const value of [fake, undefined, null, 'script', () => {}]) variable.run('A', () => parent.append(value));
  assert.equal(asked, []);
  assert.is(calls.length, 5);
});

test('scripts within what is inserted, where it comes into a document', () => {
  for (const isConnected of [true, false]) {
    const inner = Object.defineProperty(element(HTMLScriptElement), 'src', { value: 'x' });
    const parent = Object.assign(element(), { isConnected });
    const outer = Object.assign(element(), {
      firstElementChild: inner,
      querySelectorAll: (selector: string) => (assert.ok(selector.split(',').includes('script')), [inner]),
    });
    variable.run('A', () => parent.appendChild(outer));
    assert.is(seenAt(inner, 'load'), isConnected ? 'A' : 'transparent');
  }
});

const { prototype } = HTMLElement as unknown as { prototype: { click(): unknown } };
const places: [object: object, key: string][] = [
  [prototype, 'click'],
  [HTMLFormElement.prototype, 'requestSubmit'],
  [EventTarget.prototype, 'dispatchEvent'],
];
const descriptors = places.map(([object, key]) => Object.getOwnPropertyDescriptor(object, key)!);
const arePatched = () => places.map(([object, key], index) => Object.getOwnPropertyDescriptor(object, key)!.value !== descriptors[index]!.value);

class Plain extends HTMLElement {}
class Reset extends HTMLElement {
  formResetCallback(): void {}
}
class Attribute extends HTMLElement {
  attributeChangedCallback(): void {}
}
const definitions: [name: string, args: unknown[], isPatched: boolean][] = [
  ['a class without callbacks', ['x-a', Plain], false],
  ['one that extends an element', ['x-a', Plain, { extends: 'details' }], false],
  ['one that is told of a reset', ['x-a', Reset], true],
  ['one that is told of attributes, of an element of its own', ['x-a', Attribute], false],
  ['the same with null for options', ['x-a', Attribute, null], false],
  ['one that is told of attributes, and extends an element', ['x-a', Attribute, { extends: 'details' }], true],
  ['no class', ['x-a'], false],
  ['a function without a prototype', ['x-a', () => {}, {}], false],
  ['a prototype that is none', ['x-a', { prototype: 1 }, {}], false],
];
for (const [name, args, isPatched] of definitions) {
  test(`${name}: what activates elements ${isPatched ? 'is patched' : 'is left alone'}`, () => {
    places.forEach(([object, key], index) => Object.defineProperty(object, key, descriptors[index]!));
    const registry = element(CustomElementRegistry);
    assert.is(registry.define(...args), 'define');
    assert.equal(calls, [['define', registry, ...args]]);
    assert.equal(arePatched(), Array(3).fill(isPatched));
  });
}

test('a click that is patched keeps its context, and what is enqueued in it without a hook has none; other events are as ever', async () => {
  element(CustomElementRegistry).define('x-a', Reset);
  assert.equal(arePatched(), [true, true, true]);
  const seen: unknown[] = [];
  const dispatching = (type: string) => () => {
    const target = new EventTarget();
    target.addEventListener(type, async () => {
      seen.push([type, variable.get()]);
      await 1;
      seen.push([type, variable.get()]);
    });
    target.dispatchEvent(new Event(type));
    seen.push([type, variable.get()]);
  };
  for (const type of ['click', 'other']) {
    variable.run('A', dispatching(type));
    await new Promise(resolve => setTimeout(resolve));
  }
  assert.equal(seen, [
    ['click', 'A'],
    ['click', 'A'],
    ['click', undefined],
    ['other', 'A'],
    ['other', 'A'],
    ['other', 'A'],
  ]);
});

test('a call without an event is the engine’s to complain about', () => {
  const messageOf = (fn: Function): string => {
    try {
      fn.call(new EventTarget());
    } catch (error) {
      return (error as Error).message;
    }
    throw new Error('expected an error');
  };
  assert.is(messageOf(EventTarget.prototype.dispatchEvent), messageOf(descriptors[2]!.value));
});

test.run();
