// The built-ins that a page changes, and the required outcomes.
import { add, defineProperty, deleteProperty, getOwnPropertyDescriptor, ownKeys } from '../natives.js';
import type { Host } from '../row.js';
import { OURS, type Tampering } from '../tampering.js';

type Undo = () => void;
const fail = (): never => {
  throw OURS;
};
/** Throws, in place of a function of any kind. */
function failing(): never {
  throw OURS;
}

/** Defines a property. */
function define(object: object, key: PropertyKey, descriptor: PropertyDescriptor | undefined): Undo {
  const before = getOwnPropertyDescriptor(object, key);
  if (descriptor) defineProperty(object, key, { __proto__: null, configurable: true, ...descriptor } as PropertyDescriptor);
  else deleteProperty(object, key);
  return () => {
    if (before) defineProperty(object, key, { __proto__: null, ...before } as PropertyDescriptor);
    else deleteProperty(object, key);
  };
}

/** Combines several undo functions, which run in reverse order. */
function all(undo: (Undo | undefined)[]): Undo {
  return () => {
    for (let i = undo.length - 1; i >= 0; i--) undo[i]?.();
  };
}

/** Replaces the methods of an object. */
function replaceAll(object: object | undefined, make: (original: Function) => unknown, keys?: readonly PropertyKey[]): Undo {
  const undo: Undo[] = [];
  if (object) {
    const names = keys ?? ownKeys(object);
    for (let i = 0; i < names.length; i++) {
      const key = names[i]!;
      const own = getOwnPropertyDescriptor(object, key);
      if (key === 'constructor' || typeof own?.value !== 'function' || !own.configurable) continue;
      add(undo, define(object, key, { ...own, value: make(own.value as Function) }));
    }
  }
  return all(undo);
}
const throwing = (): unknown => failing;
const { apply: nativeApply, construct: nativeConstruct } = Reflect;
/** A function of the page that wraps the original one. */
const around = (original: Function): unknown =>
  function (this: unknown, ...args: unknown[]): unknown {
    return new.target ? nativeConstruct(original, args, new.target) : nativeApply(original, this, args);
  };

const global = globalThis as any;
const { prototype } = Promise;
const defineFor = (object: object, key: PropertyKey, descriptor: PropertyDescriptor): undefined => void defineProperty(object, key, descriptor);

/** Promises are locked: before the library, contexts end with the synchronous call; after the first Variable, nothing is lost. */
const locked = { before: 'warned', between: 'refused' } as const;
/** The page's own function is called, as without the library. */
const broken = { before: 'told', between: 'told' } as const;

const promises: Tampering[] = [
  { name: 'Promise.prototype.then is wrapped', tamper: () => replaceAll(prototype, around, ['then']), must: {} },
  { name: 'Promise.prototype.then throws', tamper: () => define(prototype, 'then', { value: failing, writable: true }), must: broken },
  { name: 'Promise.prototype.then is deleted', tamper: () => define(prototype, 'then', undefined), must: { before: 'told', between: 'refused' } },
  { name: 'Promise.prototype.then is a getter that throws', tamper: () => define(prototype, 'then', { get: fail }), must: broken },
  { name: 'Promise.prototype.then is locked', tamper: () => defineFor(prototype, 'then', { writable: false, configurable: false }), must: locked },
  { name: 'Promise.prototype.constructor is deleted', tamper: () => define(prototype, 'constructor', undefined), must: { before: 'told' } },
  {
    name: 'Promise.prototype.constructor is assigned a class',
    tamper: () => ((prototype.constructor = class Another {}), () => void (prototype.constructor = Promise)),
    must: { before: 'told' },
  },
  {
    name: 'Promise.prototype.constructor is a getter that throws',
    tamper: () => define(prototype, 'constructor', { get: fail }),
    must: { ...broken, after: 'warned' },
    breaks: ['await of a promise', 'then'],
  },
  { name: 'Promise.prototype.constructor is a getter', tamper: () => define(prototype, 'constructor', { get: () => Promise }), must: {} },
  {
    name: 'Promise.prototype.constructor is defined for good',
    tamper: () => defineFor(prototype, 'constructor', { value: Promise, writable: false, configurable: false }),
    must: { ...locked, after: 'mistaken' },
  },
  { name: 'Promise[Symbol.species] throws', tamper: () => define(Promise, Symbol.species, { get: fail }), must: {}, breaks: ['then'] },
  { name: 'Promise[Symbol.species] is none', tamper: () => define(Promise, Symbol.species, { value: () => ({}) }), must: {}, breaks: ['then'] },
  { name: 'Promise.resolve throws', tamper: () => define(Promise, 'resolve', { value: failing }), must: {} },
  { name: 'Promise.resolve is locked', tamper: () => defineFor(Promise, 'resolve', { writable: false, configurable: false }), must: locked },
  {
    name: 'catch, finally, all and their like throw',
    tamper: () => all([replaceAll(prototype, throwing, ['catch', 'finally']), replaceAll(Promise, throwing, ['all', 'race', 'any', 'allSettled', 'reject'])]),
    must: {},
  },
  { name: 'Promise is another class', tamper: () => define(global, 'Promise', { value: class extends Promise<unknown> {}, writable: true }), must: {} },
  { name: 'Promise is gone', tamper: () => define(global, 'Promise', undefined), must: {} },
  { name: 'Promise is a getter that throws', tamper: () => define(global, 'Promise', { get: fail }), must: { before: 'told', between: 'told' } },
  { name: 'Promise.prototype is frozen', tamper: () => void Object.freeze(prototype), must: locked },
  { name: 'Promise is frozen', tamper: () => void Object.freeze(Promise), must: locked },
];

/** Intrinsics. Before the library is loaded, the page's replacement is captured, whoever made it; after that, no replacement is called. */
const intrinsics: Record<string, () => readonly [object: object | undefined, keys?: readonly PropertyKey[]][]> = {
  Reflect: () => [[Reflect]],
  'Function.prototype.call, apply and bind': () => [[Function.prototype, ['call', 'apply', 'bind']]],
  'Function.prototype.toString': () => [[Function.prototype, ['toString']]],
  'Array.prototype[Symbol.iterator]': () => [
    [Array.prototype, [Symbol.iterator]],
    [getIteratorPrototype(), ['next']],
  ],
  'the methods of Array.prototype': () => [
    [
      Array.prototype,
      [
        'push',
        'pop',
        'shift',
        'slice',
        'splice',
        'concat',
        'map',
        'flatMap',
        'filter',
        'forEach',
        'every',
        'some',
        'includes',
        'indexOf',
        'reverse',
        'join',
        'entries',
        'keys',
        'with',
        'fill',
      ],
    ],
  ],
  'the methods of Object': () => [[Object], [Object.prototype, ['hasOwnProperty', 'toString', 'valueOf', 'isPrototypeOf']]],
  'the methods of Map and Set': () => [[Map.prototype], [Set.prototype]],
  'the methods of WeakMap and WeakSet': () => [[WeakMap.prototype], [WeakSet.prototype]],
  'the methods of WeakRef and FinalizationRegistry': () => [[global.WeakRef?.prototype], [global.FinalizationRegistry?.prototype]],
  'the methods of String and RegExp': () => [
    [String.prototype, ['split', 'startsWith', 'slice', 'replace', 'includes', 'match']],
    [RegExp.prototype, ['exec', 'test', Symbol.split, Symbol.match]],
  ],
  'Symbol.for': () => [[Symbol, ['for', 'keyFor']]],
  JSON: () => [[JSON]],
  Math: () => [[Math]],
  'the errors': () => [[global, ['TypeError', 'Error', 'RangeError']]],
  Proxy: () => [[global, ['Proxy']]],
  queueMicrotask: () => [[global, ['queueMicrotask']]],
  timers: () => [[global, ['setTimeout', 'setInterval', 'setImmediate', 'requestAnimationFrame', 'requestIdleCallback']]],
  'the console': () => [[global.console]],
  EventTarget: () => [[global.EventTarget?.prototype]],
};
const getIteratorPrototype = (): object => Object.getPrototypeOf([][Symbol.iterator]());
/** Functions that the page's own code has to call, too, with the steps that break then. */
const called: Record<string, Tampering['breaks']> = { queueMicrotask: ['microtask'], timers: ['timer'] };

const replaced = Object.entries(intrinsics).flatMap(([what, objects]): Tampering[] => {
  const put = (make: (original: Function) => unknown) => () => {
    const undo: Undo[] = [];
    const list = objects();
    // No iteration: the iterator may be what is replaced.
    for (let i = 0; i < list.length; i++) add(undo, replaceAll(list[i]![0], make, list[i]![1]));
    return all(undo);
  };
  const breaks = called[what] ?? [];
  return [
    { name: `${what}: wrapped`, tamper: put(around), must: {} },
    { name: `${what}: throws`, tamper: put(throwing), must: { before: 'told', between: 'told' }, alsoInNode: true, breaks },
  ];
});

/** Properties that all objects inherit then, including descriptors. */
const attributes: Record<string, unknown> = { get: () => 1, set: () => {}, value: 1, writable: true, enumerable: true, configurable: false };

const pollutions: Record<string, unknown> = {
  ...attributes,
  then: failing,
  constructor: class Another {},
  length: 3,
  0: 'zero',
  mapping: {},
  context: {},
  open: failing,
  outer: {},
  region: {},
  inside: {},
  run: failing,
  without: ['await'],
  name: 'polluted',
  versions: { node: '1' },
};
const polluted = Object.entries(pollutions).map(
  ([key, value]): Tampering => ({
    name: `Object.prototype.${key} is there`,
    needs: key in attributes ? ['descriptors that inherit'] : [],
    tamper: () => define(Object.prototype, key, { value, writable: true }),
    must: {},
  }),
);

const others: Tampering[] = [
  { name: 'Object.prototype.then is a getter that throws', tamper: () => define(Object.prototype, 'then', { get: fail, set() {} }), must: {} },
  {
    name: 'accessors at the indices of Array.prototype',
    tamper: () => all([0, 1, 2, 3, 4, 5, 6, 7].map(index => define(Array.prototype, index, { get: () => 'inherited', set() {} }))),
    must: {},
  },
  {
    name: 'accessors that throw at the indices of Array.prototype',
    tamper: () => all([0, 1, 2, 3, 4, 5, 6, 7].map(index => define(Array.prototype, index, { get: fail, set: fail }))),
    must: broken,
    alsoInNode: true,
  },
  {
    name: 'timers and queueMicrotask are getters that throw',
    tamper: () =>
      all(['setTimeout', 'setInterval', 'queueMicrotask', 'requestAnimationFrame', 'requestIdleCallback'].map(key => define(global, key, { get: fail }))),
    must: broken,
    breaks: ['timer', 'microtask'],
  },
  {
    name: 'the prototypes of async functions have other constructors',
    tamper: () =>
      define(
        Object.getPrototypeOf(async () => {}),
        'constructor',
        { value: failing },
      ),
    must: {},
  },
  { name: 'Error.prepareStackTrace throws', tamper: () => define(Error, 'prepareStackTrace', { value: failing, writable: true }), must: {} },
  { name: 'a console that throws', tamper: () => define(global, 'console', { get: fail }), must: {} },
  {
    name: 'process and Zone are getters that throw',
    tamper: () => all([define(global, 'process', { get: fail }), define(global, 'Zone', { get: fail })]),
    must: { before: 'told' },
    alsoInNode: false,
  },
  { name: 'AsyncContext is a getter that throws', tamper: () => define(global, 'AsyncContext', { get: fail }), must: { before: 'refused' }, alsoInNode: true },
  { name: 'AsyncContext is something else', tamper: () => define(global, 'AsyncContext', { value: { Variable: 1, Snapshot: {} }, writable: true }), must: {} },
  {
    name: "the property of the agent is somebody's",
    tamper: () => define(global, Symbol.for('asynccontext.agent.v1'), { value: { carrier: 'another' } }),
    must: { before: 'refused' },
    alsoInNode: true,
    only: ['before'],
  },
  {
    name: 'the property of the agent throws',
    tamper: () => define(global, Symbol.for('asynccontext.agent.v1'), { get: fail }),
    must: { before: 'refused' },
    alsoInNode: true,
    only: ['before'],
  },
  {
    name: 'the options are something else',
    tamper: () => define(global, Symbol.for('asynccontext.options.v1'), { value: 1 }),
    must: { before: 'refused', between: 'refused' },
  },
  {
    name: 'the options throw when they are read',
    tamper: () => define(global, Symbol.for('asynccontext.options.v1'), { get: fail }),
    must: { before: 'refused', between: 'refused' },
  },
  {
    name: 'the options are a proxy that was revoked',
    tamper: () => define(global, Symbol.for('asynccontext.options.v1'), { value: revoked() }),
    must: { before: 'refused', between: 'refused' },
  },
  {
    name: 'AsyncLocalStorage.prototype is replaced',
    needs: ['AsyncLocalStorage'],
    tamper: ({ require }: Host) => replaceAll(require!('node:async_hooks').AsyncLocalStorage.prototype, throwing),
    must: { before: 'told' },
    alsoInNode: true,
  },
  {
    name: 'AsyncLocalStorage.prototype is wrapped',
    needs: ['AsyncLocalStorage'],
    tamper: ({ require }: Host) => replaceAll(require!('node:async_hooks').AsyncLocalStorage.prototype, around),
    must: {},
  },
  {
    name: 'AsyncResource.prototype is replaced',
    needs: ['AsyncLocalStorage'],
    tamper: ({ require }: Host) => replaceAll(require!('node:async_hooks').AsyncResource.prototype, throwing),
    must: { before: 'told' },
    alsoInNode: true,
    // Node's own queueMicrotask uses it.
    breaks: ['microtask'],
  },
];

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {});
  revoke();
  return proxy;
}

export const tamperings: readonly Tampering[] = [...promises, ...replaced, ...polluted, ...others];
