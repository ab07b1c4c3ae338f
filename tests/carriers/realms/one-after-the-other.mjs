// Loads the built library in one realm after the other, as a test runner does for its files, and prints what is left of them. Needs --expose-gc.
import * as asyncHooks from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { createContext, runInContext } from 'node:vm';
import { loadIn } from './load.mjs';

const REALMS = 12;

/** Loads the library in a new realm and uses each part of it once. */
async function useRealm() {
  const context = createContext({ setTimeout });
  context.library = loadIn(context, 'node/index.js');
  const use = `(async () => {
    const { Variable, Snapshot } = library;
    const variable = new Variable();
    const seen = [];
    await variable.run('mine', async () => {
      await new Promise(resolve => setTimeout(resolve, 1));
      seen.push(variable.get());
      const snapshot = new Snapshot();
      await null;
      seen.push(variable.run('inner', () => snapshot.run(() => variable.get())));
      seen.push(Snapshot.wrap(() => variable.get())());
    });
    const { activations } = globalThis[Symbol.for('asynccontext.agent.v1')];
    const activation = variable.run('mine', () => activations.create());
    activations.enter(activation);
    seen.push(variable.get());
    activations.leave(activation);
    seen.push(variable.get());
    return seen.join();
  })()`;
  const seen = await runInContext(use, context);
  return { seen: String(seen), ref: new WeakRef(context) };
}

/** The number of AsyncLocalStorages whose stores Node puts on each asynchronous resource; 0 where Node stores them in another way. */
function storages() {
  const resource = new asyncHooks.AsyncResource('probe');
  return Object.getOwnPropertySymbols(resource).filter(({ description }) => description === 'kResourceStore').length;
}

const refs = [];
const seen = new Set();
// Long-lived resources: made while a realm is in use, and kept by the process.
const kept = [];
for (let i = 0; i < REALMS; i++) {
  const realm = await useRealm();
  kept.push(
    new asyncHooks.AsyncResource('kept'),
    setInterval(() => {}, 1e6),
  );
  seen.add(realm.seen);
  refs.push(realm.ref);
}
const alive = () => refs.filter(ref => ref.deref() !== undefined).length;
for (let i = 0; i < 100 && alive() > 0; i++) {
  await sleep(10);
  globalThis.gc();
}
process.stdout.write(JSON.stringify({ realms: REALMS, alive: alive(), storages: storages(), seen: [...seen] }));
process.exit();
