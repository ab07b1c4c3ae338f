// The store of a context manager in engines without AsyncLocalStorage.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { Variable } from '../../src/index.js';
import { VariableStore } from '../../src/interop/store.js';

test('its Variable has a name, which debuggers show', () => {
  const { run } = Variable.prototype;
  const names: string[] = [];
  Variable.prototype.run = function (this: Variable<unknown>, ...args: Parameters<typeof run>) {
    names.push(this.name);
    return Reflect.apply(run, this, args);
  } as typeof run;
  try {
    const store = new VariableStore<string>();
    assert.is(
      store.run('value', () => store.getStore()),
      'value',
    );
  } finally {
    Variable.prototype.run = run;
  }
  assert.equal(names, ['OpenTelemetry context']);
});

test.run();
