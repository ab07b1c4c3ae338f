// After all files: prints how many realms are alive, and the number of AsyncLocalStorages whose stores Node puts on each asynchronous resource.
const { AsyncResource } = require('node:async_hooks');
const { writeFileSync } = require('node:fs');

module.exports = async () => {
  const alive = () => globalThis.realms.filter(ref => ref.deref() !== undefined).length;
  for (let i = 0; i < 100 && alive() > 0; i++) {
    await new Promise(resolve => setTimeout(resolve, 10));
    globalThis.gc();
  }
  const storages = Object.getOwnPropertySymbols(new AsyncResource('probe')).filter(({ description }) => description === 'kResourceStore').length;
  writeFileSync(process.env.RESULT, JSON.stringify({ realms: globalThis.realms.length, alive: alive(), storages }));
};
