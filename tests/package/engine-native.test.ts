// Unusual realms: the engine has its own AsyncContext, the name is taken, or nothing may be changed.
import { readFileSync } from 'node:fs';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp } from './app.js';

const app = await createApp();
app.write({ 'report.cjs': readFileSync('tests/package/fixtures/report.cjs', 'utf8') });

const ponyfills = ['asynccontext, ES module', 'asynccontext, CommonJS module'];
const polyfills = ['asynccontext/polyfill, ES module', 'asynccontext/polyfill, CommonJS module', 'classic script'];
const agent = 'globalThis[Symbol(asynccontext.agent.v1)]';

interface Report {
  outcomes: {
    name: string;
    isFound?: boolean;
    works?: boolean;
    error?: { isTypeError: boolean; message: string; hasCause: boolean };
  }[];
  changes: string[];
  warnings: string[];
}
let count = 0;
/** Prepares a realm, loads entries in it one after the other, and reports what changed. */
function load(preparation: string, entries: readonly string[]): Report {
  const prepared = `./prepared-${count++}.cjs`;
  app.write({ [prepared]: preparation });
  const { status, stdout, stderr, report } = app.node('report.cjs', prepared, ...entries);
  assert.is(status, 0, report);
  assert.is(stderr, '', report);
  return JSON.parse(stdout) as Report;
}

test('usually: each entry gives ours, the polyfill changes what it says, nothing warns', () => {
  const { outcomes, changes, warnings } = load('', [...ponyfills, ...polyfills]);
  assert.equal(
    outcomes,
    [...ponyfills, ...polyfills].map(name => ({ name, isFound: false, works: true })),
  );
  const expected = ['FinalizationRegistry.prototype[constructor]', 'globalThis[AsyncContext]', 'globalThis[FinalizationRegistry]', agent];
  assert.equal(changes.sort(), expected.sort());
  assert.equal(warnings, []);
});

const classes = 'class Variable { run() {} get() {} } class Snapshot { run() {} static wrap() {} }';
const engines = {
  'as the specification has it': `${classes}
    Object.defineProperty(globalThis, 'AsyncContext', { value: { Variable, Snapshot }, writable: true, configurable: true });`,
  'locked down': `${classes}
    Object.defineProperty(globalThis, 'AsyncContext', { value: Object.freeze({ Variable, Snapshot }) });
    Object.preventExtensions(globalThis);`,
};
for (const [name, preparation] of Object.entries(engines)) {
  for (const entries of [
    [...ponyfills, ...polyfills],
    [...polyfills, ...ponyfills],
  ]) {
    test(`the engine has AsyncContext, ${name}: ${entries[0]} and the others step back`, () => {
      const { outcomes, changes, warnings } = load(preparation, entries);
      assert.equal(
        outcomes,
        entries.map(entry => ({ name: entry, isFound: true, works: true })),
      );
      assert.equal(changes, []);
      assert.equal(warnings, []);
    });
  }
}
test('the engine has AsyncContext: Variable and Snapshot are its own as well', () => {
  app.write({
    'own.mjs': `
      import * as esm from 'asynccontext';
      import { createRequire } from 'node:module';
      const cjs = createRequire(import.meta.url)('asynccontext');
      const { Variable, Snapshot } = AsyncContext;
      console.log([esm, cjs].every(copy => copy.Variable === Variable && copy.Snapshot === Snapshot));`,
    'engine.cjs': engines['as the specification has it'],
  });
  const { stdout, report } = app.node('--require', './engine.cjs', 'own.mjs');
  assert.is(stdout, 'true\n', report);
});

const taken: [value: string, type: string][] = [
  ["'a string'", 'string'],
  ['42', 'number'],
  ['true', 'boolean'],
  ['null', 'object'],
  ['{}', 'object'],
  ['{ Variable: class {} }', 'object'],
  ['{ Snapshot: class {} }', 'object'],
  ['{ Variable: {}, Snapshot: class {} }', 'object'],
  ['{ Variable: class {}, Snapshot: {} }', 'object'],
  ['class AsyncContext {}', 'function'],
];
for (const [value, type] of taken) {
  test(`something else has the name, ${value}: the polyfill throws, the ponyfill gives ours`, () => {
    const { outcomes, changes, warnings } = load(`globalThis.AsyncContext = ${value};`, [...polyfills, ...ponyfills]);
    for (const { name, error } of outcomes.slice(0, polyfills.length)) {
      assert.is(error?.isTypeError, true, name);
      assert.match(error!.message, 'asynccontext/polyfill: expected globalThis.AsyncContext to be');
      assert.match(error!.message, `got something else (${type})`);
    }
    assert.equal(
      outcomes.slice(polyfills.length),
      ponyfills.map(name => ({ name, isFound: false, works: true })),
    );
    // The ponyfill leaves no other trace.
    assert.equal(changes, [agent]);
    assert.equal(warnings, []);
  });
}

const locked: [name: string, preparation: string, takesProperties: boolean][] = [
  ['the global takes no new properties', 'Object.preventExtensions(globalThis);', false],
  ['the global is sealed', 'Object.seal(globalThis);', false],
  ['the global is frozen', 'Object.freeze(globalThis);', false],
  ['the name is locked', "Object.defineProperty(globalThis, 'AsyncContext', { value: undefined });", true],
  ['FinalizationRegistry is locked', "Object.defineProperty(globalThis, 'FinalizationRegistry', { writable: false, configurable: false });", true],
  ["FinalizationRegistry's prototype is frozen", 'Object.freeze(FinalizationRegistry.prototype);', true],
];
for (const [name, preparation, takesProperties] of locked) {
  for (const entry of polyfills) {
    test(`${name}: ${entry} throws and undoes what it did`, () => {
      const { outcomes, changes } = load(preparation, [entry]);
      const { error } = outcomes[0]!;
      assert.is(error?.isTypeError, true);
      assert.match(error!.message, 'asynccontext/polyfill: expected a realm whose global object can be changed');
      assert.is(error!.hasCause, true);
      assert.equal(changes, []);
    });
  }
  for (const entry of ponyfills) {
    test(`${name}: ${entry} works${takesProperties ? '' : ', and warns once that other copies will not share'}`, () => {
      const { outcomes, changes, warnings } = load(preparation, [entry, entry]);
      assert.equal(
        outcomes,
        [entry, entry].map(loaded => ({ name: loaded, isFound: false, works: true })),
      );
      assert.equal(changes, takesProperties ? [agent] : []);
      assert.is(warnings.length, takesProperties ? 0 : 1, warnings.join('\n'));
      if (!takesProperties) assert.match(warnings[0]!, /^asynccontext: .*share no contexts/);
    });
  }
}

test.run();
