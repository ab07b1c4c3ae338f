// Runs tests that it is told of, as they are and transformed, and says how each ended.
import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { transform } from '../../dist/esm/node/transform.js';
import { modes, parse } from './parse.mjs';
import { runInRealm } from './realm.mjs';

const [checkout, runtimePath] = process.argv.slice(2);
const runtime = readFileSync(runtimePath, 'utf8');
// Those of tests that have ended.
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, () => {});

/** As it is. */
const same = code => code;
const changed = (code, path, mode) => transform(code, { filename: path, format: mode === 'module' ? 'module' : 'script', sourcemap: false })?.code ?? code;

/** Why it failed; nothing if it passed. */
function verdict({ negative }, failure) {
  if (negative === undefined) return failure && `${failure.name}: ${failure.message}`;
  if (failure === undefined) return `expected a ${negative.type}`;
  return failure.name === negative.type ? undefined : `expected a ${negative.type}, got ${failure.name}: ${failure.message}`;
}

async function run(path) {
  const source = readFileSync(path, 'utf8');
  const test = parse(source);
  const results = [];
  for (const mode of modes(test)) {
    const task = { path, source, mode, includes: test.includes, flags: test.flags, checkout };
    const touched = () => {
      try {
        return changed(mode === 'strict' ? `"use strict";\n${source}` : source, path, mode) !== source;
      } catch {
        return true;
      }
    };
    const isAlone = !/\bimport\b/.test(source);
    if (isAlone && changedNot(touched)) {
      results.push({ mode, state: 'untouched' });
      continue;
    }
    const before = verdict(test, await runInRealm({ ...task, change: same }));
    if (before !== undefined) {
      results.push({ mode, state: 'failed before' });
      continue;
    }
    const after = verdict(test, await runInRealm({ ...task, change: changed, runtime }));
    results.push(after === undefined ? { mode, state: 'passed' } : { mode, state: 'fails', reason: after });
  }
  return results;
}
const changedNot = touched => !touched();

process.on('message', async path => {
  const results = await run(path);
  process.send({ path: relative(checkout, path), results });
});
process.send('ready');
