// Runs tests as the parent process asks, in the given lanes, and sends back the results.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import vm from 'node:vm';
import { transform } from '../../../dist/esm/node/transform.js';
import { carrierNames, lanes } from './lanes.mjs';
import { modes, parse } from './parse.mjs';
import { runInRealm } from './realm.mjs';

const [checkout, folder] = process.argv.slice(2);
const require = createRequire(import.meta.url);
// Ignores errors that come from tests that have ended.
for (const event of ['uncaughtException', 'unhandledRejection']) process.on(event, () => {});

/** Leaves code unchanged. */
const same = code => code;
const changed = (code, path, mode) => transform(code, { filename: path, format: mode === 'module' ? 'module' : 'script', sourcemap: false })?.code ?? code;

/** How each lane runs a test, by the lane's name. */
const ways = new Map(
  lanes.map(({ name, carrier, isTransformed, isCompared }) => {
    const script = new vm.Script(readFileSync(join(folder, `${name}.js`), 'utf8'), { filename: name });
    const install = realm => {
      const installed = script.runInContext(realm)(require);
      const expected = carrierNames[carrier];
      if (installed.carrier !== expected) throw new Error(`expected the carrier ${expected} in the lane ${name}, got ${installed.carrier}`);
      return isTransformed ? installed : { ...installed, runtime: undefined };
    };
    return [name, { install, change: isTransformed ? changed : same, isTransformed, isCompared }];
  }),
);

/** The reason for a failure; undefined if the test passed. */
function verdict({ negative }, failure) {
  if (negative === undefined) return failure && `${failure.name}: ${failure.message}`;
  if (failure === undefined) return `expected a ${negative.type}`;
  return failure.name === negative.type ? undefined : `expected a ${negative.type}, got ${failure.name}: ${failure.message}`;
}

/** Whether the transform leaves a test unchanged, and the test imports nothing. */
function isUntouched(source, path, mode) {
  try {
    return !/\bimport\b/.test(source) && changed(source, path, mode) === source;
  } catch {
    return false;
  }
}

async function run({ path, lanes }) {
  const source = readFileSync(path, 'utf8');
  const test = parse(source);
  const results = [];
  for (const mode of modes(test)) {
    const task = { path, source, mode, includes: test.includes, flags: test.flags, checkout };
    const text = mode === 'strict' ? `"use strict";\n${source}` : source;
    let before;
    const failsBefore = async () => verdict(test, await (before ??= runInRealm({ ...task, change: same }))) !== undefined;
    for (const lane of lanes) {
      const { install, change, isTransformed, isCompared } = ways.get(lane);
      if (isCompared && isTransformed && isUntouched(text, path, mode)) results.push({ lane, mode, state: 'untouched' });
      else if (isCompared && (await failsBefore())) results.push({ lane, mode, state: 'failed before' });
      else {
        const reason = verdict(test, await runInRealm({ ...task, change, install, isEverywhere: !isCompared }));
        results.push(reason === undefined ? { lane, mode, state: 'passed' } : { lane, mode, state: 'fails', reason });
      }
    }
  }
  return results;
}

// The parent process has ended.
process.on('disconnect', () => process.exit());
process.on('message', async test => process.send(await run(test)));
process.send('ready');
