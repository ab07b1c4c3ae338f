// Everything that Node can load, each asked which context its generator sees.
import { createRequire } from 'node:module';
import { Worker } from 'node:worker_threads';
import * as common from './common.cjs';
import common2 from './common.cjs';
import { steps } from './steps.mjs';
import { user } from './user.mjs';

const require = createRequire(import.meta.url);
const { AsyncContext } = globalThis;

/** Makes a generator in a context and runs it outside. */
const ask = make => [...user.run('ada', make)];
const answer = (name, work) => user.run(name, work);

const results = {
  'the polyfill': [new AsyncContext.Variable({ defaultValue: 'there' }).get()],
  'a module': ask(() => steps(() => user.get())),
  'CommonJS, imported': ask(() => common.steps(() => user.get())),
  'CommonJS, imported as default': ask(() => common2.steps(() => user.get())),
  'CommonJS, required by it': ask(() => common.inner.steps(() => user.get())),
  'CommonJS, required': ask(() => require('./required.cjs').steps(() => user.get())),
  'a dependency': ask(() => require('dependency').steps(() => user.get())),
  'a module evaluated late': await answer('bob', async () => {
    const late = await import('./late.mjs');
    return [late.seen, late.seenLater, user.get()];
  }),
  'in a worker': await new Promise((resolve, reject) => {
    const worker = new Worker(new URL('./worker.mjs', import.meta.url));
    worker.once('message', resolve).once('error', reject);
  }),
};
if (process.argv.includes('--typescript')) {
  const { Shelf } = await import('./shelf.ts');
  results['TypeScript'] = ask(() => new Shelf([1, 2]).each(() => user.get()));
  results['TypeScript, CommonJS'] = ask(() => require('./common-typed.cts').steps(() => user.get()));
}
if (process.argv.includes('--require-module')) {
  results['a module, required'] = ask(() => require('./required-steps.mjs').steps(() => user.get()));
}
console.log(JSON.stringify(results));
