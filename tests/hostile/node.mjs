// Runs the table in this process. Usage: node [flags] tests/hostile/node.mjs SCRIPT CARRIER ENVIRONMENT [PART]
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { Script, createContext } from 'node:vm';
import { runInThisContext } from 'node:vm';
import { lacksIn } from './environments.mjs';

const [, , file, carrier, environment, part = ''] = process.argv;
const require = createRequire(import.meta.url);
const { log } = console;
const { setTimeout: nativeSetTimeout, clearTimeout: nativeClearTimeout, queueMicrotask: nativeQueueMicrotask, process: nativeProcess } = globalThis;
const lacks = lacksIn(environment, carrier);
const script = new Script(readFileSync(file, 'utf8'), { filename: file });
const heard = [];
nativeProcess.on('unhandledRejection', reason => heard.push(reason));
nativeProcess.on('uncaughtException', error => heard.push(error));

/** What a realm is given. The browser carrier takes a realm for a browser's if it has no `process`. */
const names = console => ({
  console,
  setTimeout: nativeSetTimeout,
  clearTimeout: nativeClearTimeout,
  queueMicrotask: nativeQueueMicrotask,
  ...(carrier === 'node' ? { require, process: nativeProcess } : {}),
});
const consoleFor = said => ({ warn: text => void said.push(text), log, error: log });
const hostFor = said => ({ lacks, said, heard, require: carrier === 'node' ? require : undefined, foreign: () => createContext({}) });

/** A realm of its own. */
function makeRealm(said) {
  const realm = createContext(names(consoleFor(said)));
  script.runInContext(realm);
  return realm.hostile;
}

const main = (() => {
  if (carrier === 'node') globalThis.require = require;
  else globalThis.process = undefined;
  script.runInThisContext();
  return globalThis.hostile;
})();
void runInThisContext;

/** ms, against what is never over. It keeps the process, so that such a row is heard of. */
const LIMIT = Number(nativeProcess.env.LIMIT ?? 10_000);
const alive = setInterval(() => {}, LIMIT);
void alive;
const outcomes = [];
for (const { name, isOwn, skipped } of main.list(lacks)) {
  if (!name.includes(part)) continue;
  if (skipped) {
    outcomes.push({ name, skipped });
    continue;
  }
  const said = [];
  if (!isOwn) globalThis.console.warn = text => void said.push(text);
  const realm = isOwn ? makeRealm(said) : main;
  heard.length = 0;
  if (nativeProcess.env?.TRACE) nativeProcess.stderr.write(name + '\n');
  const start = performance.now();
  const wrong = await new Promise(resolve => {
    nativeSetTimeout(() => resolve(['not over in time']), LIMIT).unref();
    try {
      realm.run(name, hostFor(said), found => nativeSetTimeout(() => resolve([...found]), 0));
    } catch (error) {
      resolve([`the row threw ${error?.stack}`]);
    }
  });
  outcomes.push({ name, wrong, ms: Math.round(performance.now() - start) });
}
log(JSON.stringify(outcomes));
nativeProcess.exit();
