// Runs the table in this process. Usage: node [flags] tests/hostile/node.mjs SCRIPT CARRIER FLAG [PART]
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script, createContext, runInContext } from 'node:vm';
import { lacksInNode } from './environments.mjs';

const [, , file, carrier, flag, part = ''] = process.argv;
const require = createRequire(import.meta.url);
const { log } = console;
const {
  setTimeout: nativeSetTimeout,
  clearTimeout: nativeClearTimeout,
  setImmediate: nativeSetImmediate,
  queueMicrotask: nativeQueueMicrotask,
  process: nativeProcess,
} = globalThis;
const lacks = lacksInNode(flag, carrier);
const script = new Script(readFileSync(file, 'utf8'), { filename: file });
const heard = [];
nativeProcess.on('unhandledRejection', reason => heard.push(reason));
nativeProcess.on('uncaughtException', error => heard.push(error));

/** The globals that a realm gets. The browser carrier takes a realm without `process` for a browser's. */
const names = console => ({
  console,
  setTimeout: nativeSetTimeout,
  clearTimeout: nativeClearTimeout,
  setImmediate: nativeSetImmediate,
  queueMicrotask: nativeQueueMicrotask,
  ...(carrier === 'node' ? { require, process: nativeProcess } : {}),
});
const consoleFor = said => ({ warn: text => void said.push(text), log, error: log });
const hostFor = said => ({
  lacks,
  said,
  heard,
  require: carrier === 'node' ? require : undefined,
  foreign: () => runInContext('globalThis', createContext({})),
  stop,
});

const STOP = 30; // ms
/** Runs a script, with some names, until it is terminated. */
function stop(code, names) {
  try {
    runInContext(code, createContext({ ...names }), { timeout: STOP });
  } catch (error) {
    if (error.code !== 'ERR_SCRIPT_EXECUTION_TIMEOUT') throw error;
    return;
  }
  throw new Error('expected the script to be stopped');
}

/** Compiled when it is first needed. */
let ses;
/** Locks a realm down. Node's own error handlers stay as they are. */
function lockdown(realm) {
  ses ??= new Script(readFileSync(require.resolve('ses').replace('ses.cjs', 'lockdown.umd.js'), 'utf8'));
  ses.runInContext(realm);
  runInContext(
    "lockdown({ consoleTaming: 'unsafe', errorTaming: 'unsafe', errorTrapping: 'none', unhandledRejectionTrapping: 'none', overrideTaming: 'severe' })",
    realm,
  );
}

/** Makes a realm of its own, and the host object for it. */
function makeRealm() {
  const said = [];
  const realm = createContext(names(consoleFor(said)));
  script.runInContext(realm);
  return { hostile: realm.hostile, host: { ...hostFor(said), lockdown: () => lockdown(realm) } };
}

const main = (() => {
  if (carrier === 'node') globalThis.require = require;
  else globalThis.process = undefined;
  script.runInThisContext();
  return globalThis.hostile;
})();

/** ms, against a row that never ends. */
const LIMIT = 20_000;
const AT_ONCE = 20;
/** Runs one row. */
async function outcomeOf({ name, isOwn, skipped }) {
  if (skipped) return { name, skipped };
  const start = performance.now();
  const { hostile, host } = isOwn ? makeRealm() : { hostile: main, host: hostFor([]) };
  const wrong = await new Promise(resolve => {
    const limit = nativeSetTimeout(() => resolve(['not over in time']), LIMIT);
    try {
      hostile.run(name, host, found => {
        nativeClearTimeout(limit);
        resolve([...found]);
      });
    } catch (error) {
      resolve([`the row threw ${error?.stack}`]);
    }
  });
  return { name, wrong, ms: Math.round(performance.now() - start) };
}

// A frozen console does not allow the assignment.
if (!Object.isFrozen(globalThis.console)) globalThis.console.warn = () => {};
const entries = main.list(lacks).filter(({ name }) => name.includes(part));
const outcomes = [];
// Rows that share a realm run one after another. Rows with their own run several at once, since they wait for timers.
for (const entry of entries.filter(({ isOwn, isAlone }) => !isOwn || isAlone)) outcomes.push(await outcomeOf(entry));
const own = entries.filter(({ isOwn, isAlone }) => isOwn && !isAlone);
while (own.length > 0) outcomes.push(...(await Promise.all(own.splice(0, AT_ONCE).map(outcomeOf))));
nativeProcess.stdout.write(`${JSON.stringify(outcomes)}\n`, () => nativeProcess.exit());
