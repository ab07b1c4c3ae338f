// A realm in which a page, or a library, has added attributes of descriptors to Object.prototype: `get`, `value` and others.
import { join } from 'node:path';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { createApp, project, run } from './app.js';

const app = await createApp();
const fixture = join(project, 'tests/package/fixtures/polluted.mjs');

const core = ['name', 1, 2, 3, 4, 'wrapped f', 2, 5, 5, 6, 7, 0, true];
const builds = ['script', 'esm/any', 'cjs/any', 'esm/node', 'cjs/node'];
const keys = ['get', 'set', 'value', 'writable', 'enumerable', 'configurable'];
const kinds = ['a function', 'true', 'an accessor'];

for (const build of builds) {
  const expected = build === 'script' ? core : [...core, 8, ['key'], 8, 9];
  for (const when of ['before it is loaded', 'before the first Variable']) {
    test(`${build}: Object.prototype has one of the attributes ${when}`, () => {
      for (const key of keys) {
        for (const kind of kinds) {
          const { stdout, report } = run(process.execPath, [fixture, app.installed, build, when, key, kind], app.root);
          const said: unknown[] = stdout === '' ? [report] : JSON.parse(stdout);
          assert.equal(said, expected, `Object.prototype.${key} is ${kind}: ${JSON.stringify(said)}`);
        }
      }
    });
  }
}

test.run();
