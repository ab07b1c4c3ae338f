// Context managers that were used once: prints the number of storages whose stores Node puts on each asynchronous resource. Needs --expose-gc.
import { AsyncResource } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncContextManager } from '../../../dist/esm/node/opentelemetry.js';

const storages = () => Object.getOwnPropertySymbols(new AsyncResource('probe')).filter(({ description }) => description === 'kResourceStore').length;
const use = () => {
  const manager = new AsyncContextManager();
  return manager.with(ROOT_CONTEXT, () => manager.bind(ROOT_CONTEXT, () => manager.active()));
};
const kept = use();
(() => Array.from({ length: 300 }, use))();
const before = storages();
for (let i = 0; i < 100 && storages() > 1; i++) {
  await sleep(10);
  globalThis.gc();
}
process.stdout.write(JSON.stringify({ before, after: storages(), works: kept() === ROOT_CONTEXT }));
