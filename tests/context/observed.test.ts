// The keyed facade, observed as a debugger does: by methods of Variable.prototype that were replaced before it was loaded.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Variable } from '../../src/index.js';

const names: string[] = [];
const { run } = Variable.prototype;
Variable.prototype.run = function (this: Variable<unknown>, ...args: Parameters<typeof run>) {
  names.push(this.name);
  return Reflect.apply(run, this, args);
} as typeof run;
const { context, createContext } = await import('../../src/context/index.js');

test('its Variable has the name of the context, or else one by which people know it', () => {
  context.run(() => {});
  createContext({ name: 'requests' }).run(() => {});
  createContext().run(() => {});
  assert.equal(names, ['context', 'requests', 'context']);
});

test('the name of a context itself stays empty', () => assert.is(context.name, ''));

test.run();
