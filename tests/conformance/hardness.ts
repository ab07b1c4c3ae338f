// Hardness: later changes of built-ins by a page have no effect, and give nobody access to a value without its Variable.
import * as assert from 'uvu/assert';
import { section, type Subject } from './section.js';

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { deleteProperty } = Reflect;

/** Replaces a property during a call. */
function tampered<T>(object: object, key: PropertyKey, descriptor: PropertyDescriptor, body: () => T): T {
  const before = getOwnPropertyDescriptor(object, key);
  defineProperty(object, key, { configurable: true, ...descriptor });
  try {
    return body();
  } finally {
    if (before) defineProperty(object, key, before);
    else deleteProperty(object, key);
  }
}

export function hardness(subject: Subject): void {
  const { Variable, Snapshot } = subject.AsyncContext;
  const SECRET = { secret: true };

  /** Uses every member. The results have to be right whichever built-in was tampered with. */
  function exercise(): unknown {
    const secret = new Variable<unknown>({ name: 'secret', defaultValue: 0 });
    const others: { run(value: number, fn: () => unknown): unknown }[] = [];
    for (let i = 0; i < 40; i++) others[i] = new Variable();
    const nest = (i: number): unknown =>
      i < 40 ? others[i]!.run(i, () => nest(i + 1)) : secret.run(SECRET, () => ({ snapshot: new Snapshot(), wrapped: Snapshot.wrap(() => secret.get()) }));
    const { snapshot, wrapped } = nest(0) as { snapshot: InstanceType<typeof Snapshot>; wrapped: () => unknown };
    const correct = snapshot.run(() => secret.get()) === SECRET && wrapped() === SECRET && secret.get() === 0;
    return correct && secret.name === 'secret';
  }

  section(subject, 'hardness', test => {
    const places: [name: string, object: object, key: PropertyKey][] = [
      ['Array.prototype[Symbol.iterator]', Array.prototype, Symbol.iterator],
      ...(['slice', 'concat', 'push', 'map', 'fill', 'with'] as const).map(
        key => [`Array.prototype.${key}`, Array.prototype, key] as [string, object, PropertyKey],
      ),
      ...(['call', 'apply', 'bind'] as const).map(key => [`Function.prototype.${key}`, Function.prototype, key] as [string, object, PropertyKey]),
      ...(['get', 'set', 'has'] as const).flatMap(
        key =>
          [
            [`Map.prototype.${key}`, Map.prototype, key],
            [`WeakMap.prototype.${key}`, WeakMap.prototype, key],
          ] as [string, object, PropertyKey][],
      ),
      ...(['apply', 'construct', 'get', 'ownKeys'] as const).map(key => [`Reflect.${key}`, Reflect, key] as [string, object, PropertyKey]),
      ...(['defineProperty', 'setPrototypeOf', 'getPrototypeOf', 'freeze', 'create', 'hasOwn'] as const).map(
        key => [`Object.${key}`, Object, key] as [string, object, PropertyKey],
      ),
      ['Object.prototype.hasOwnProperty', Object.prototype, 'hasOwnProperty'],
      ...(typeof FinalizationRegistry === 'function'
        ? [['FinalizationRegistry.prototype.register', FinalizationRegistry.prototype, 'register'] as [string, object, PropertyKey]]
        : []),
      ['Math.trunc', Math, 'trunc'],
      ['globalThis.TypeError', globalThis, 'TypeError'],
    ];
    for (const [name, object, key] of places) {
      test(`${name} is not asked`, () => {
        let asked = 0;
        const correct = tampered(object, key, { value: () => (asked++, undefined), writable: true }, exercise);
        assert.is(asked, 0);
        assert.is(correct, true);
      });
    }
    for (const index of [0, 1, 2, 8, 31]) {
      test(`an accessor at Array.prototype[${index}] sees nothing`, () => {
        const seen: unknown[] = [];
        let count = 0;
        const note = (value: unknown) => Object.defineProperty(seen, count++, { value });
        const accessor = {
          get(this: unknown) {
            note(this);
            return undefined;
          },
          set(this: unknown, value: unknown) {
            note(this);
            note(value);
          },
        };
        // Not `exercise`, whose own array would meet the accessor, too.
        const secret = new Variable<unknown>();
        const correct = tampered(Array.prototype, index, accessor, () => secret.run(SECRET, () => secret.get()) === SECRET);
        assert.is(count, 0);
        assert.is(correct, true);
      });
    }
    for (const key of ['get', 'set', 'value', 'writable', 'enumerable', 'configurable']) {
      test(`Object.prototype.${key} is not taken for an attribute`, () => {
        const wrapped = tampered(Object.prototype, key, { value: key === 'value' ? 'inherited' : undefined, writable: true }, () =>
          Snapshot.wrap(function named(a: unknown) {
            return a;
          }),
        );
        assert.is(wrapped.name, 'wrapped named');
        assert.is(wrapped.length, 1);
      });
    }
    test('the property of the global gives away no mapping', () => {
      const agent = (globalThis as Record<symbol, unknown>)[Symbol.for('asynccontext.agent.v1')] as Record<string, unknown> | undefined;
      if (agent === undefined) return;
      const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, Symbol.for('asynccontext.agent.v1'))!;
      assert.equal([writable, enumerable, configurable], [false, false, false]);
      assert.ok(Object.isFrozen(agent));
      assert.equal(Reflect.ownKeys(agent).sort(), ['activations', 'carrier', 'enter', 'intrinsics']);
      assert.type(agent['carrier'], 'string');
      assert.is(agent['intrinsics'], subject.AsyncContext);
    });
    test('what transformed code calls gives away no mapping', () => {
      const agent = (globalThis as Record<symbol, unknown>)[Symbol.for('asynccontext.agent.v1')] as { activations?: Record<string, Function> } | undefined;
      if (agent?.activations === undefined) return;
      const { activations } = agent;
      assert.ok(Object.isFrozen(activations));
      const secret = { secret: true };
      const variable = new subject.AsyncContext.Variable();
      const made = variable.run(secret, () => ['call', 'create', 'outside'].map(name => activations[name]!()));
      for (const object of [activations, ...made].filter(value => value !== undefined)) {
        const all = new Set<unknown>();
        (function reach(value: unknown): void {
          if ((typeof value !== 'object' && typeof value !== 'function') || value === null || all.has(value)) return;
          all.add(value);
          for (const key of Reflect.ownKeys(value)) {
            const { value: held, get, set } = Object.getOwnPropertyDescriptor(value, key)!;
            for (const each of [held, get, set]) reach(each);
          }
          reach(Object.getPrototypeOf(value));
        })(object);
        assert.not.ok(all.has(secret));
      }
      assert.is(variable.get(), undefined);
    });
  });
}
