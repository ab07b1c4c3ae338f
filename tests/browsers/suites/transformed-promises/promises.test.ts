// In a page all of whose code is transformed, promises are left as the engine made them, and contexts follow them all the same.
import { before, propertiesOf } from './before.js';
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../../src/index.js';

declare const FROZEN: boolean;

const test = suite(`promises that nobody has touched${FROZEN ? ', frozen' : ''}`);
const variable = new AsyncContext.Variable({ defaultValue: 'none' });
const seen: string[] = [];
const look = () => void seen.push(variable.get());

test('contexts follow', async () => {
  await variable.run('a', async () => {
    look();
    await Promise.resolve().then(look).then(look).finally(look);
    await Promise.reject().catch(look);
    look();
    await Promise.all([{ then: (resolve: () => void) => (look(), resolve()) }, variable.run('b', () => fetch(location.href).then(look))]);
    await new Promise<void>(resolve => setTimeout(() => (look(), resolve())));
    look();
  });
  await Promise.resolve().then(look);
  assert.equal(seen, ['a', 'a', 'a', 'a', 'a', 'a', 'a', 'b', 'a', 'a', 'none']);
});

for (const { name, object, properties } of before) {
  test(`each property of ${name} is the one that was there before the library was loaded`, () => {
    const now = propertiesOf(object);
    assert.equal([...now.keys()].map(String), [...properties.keys()].map(String));
    for (const [key, descriptor] of properties) {
      const own = now.get(key)!;
      for (const attribute of Object.keys(descriptor) as (keyof PropertyDescriptor)[]) {
        assert.ok(Object.is(own[attribute], descriptor[attribute]), `${attribute} of ${String(key)}`);
      }
    }
  });
}

/** All visible facts about an object's properties, except for the identity of functions, and their order: Firefox makes them when they are first read. */
const shapeOf = (object: object) =>
  [...propertiesOf(object)]
    .sort(([a], [b]) => (String(a) < String(b) ? -1 : 1))
    .map(([key, { value, get, set, ...attributes }]) => [
      String(key),
      attributes,
      ...[value, get, set].map(fn =>
        typeof fn === 'function' ? [fn.name, fn.length, Function.prototype.toString.call(fn), Reflect.ownKeys(fn).map(String).sort()] : typeof fn,
      ),
    ]);

test('they look like those of a fresh frame', () => {
  const frame = document.body.appendChild(document.createElement('iframe'));
  const { Promise: Fresh, Object: Objects } = frame.contentWindow as unknown as typeof globalThis;
  if (FROZEN) [Fresh, Fresh.prototype].forEach(Objects.freeze);
  assert.equal(shapeOf(Promise), shapeOf(Fresh));
  assert.equal(shapeOf(Promise.prototype), shapeOf(Fresh.prototype));
  frame.remove();
});

test.run();
