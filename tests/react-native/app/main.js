// The app: every flow, with the values of each of the ways to have some, several at a time. What goes wrong is printed in the end.
import { context as api, createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';
import { AsyncContext, Snapshot, Variable } from 'asynccontext';
import { createContext } from 'asynccontext/context';
import { AsyncContextManager } from 'asynccontext/opentelemetry';
import { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
import { bodies, flows } from './flows.js';

const variable = new Variable({ name: 'variable' });
const storage = new AsyncLocalStorage();
const facade = createContext();
const manager = new AsyncContextManager().enable();
api.setGlobalContextManager(manager);
const key = createContextKey('key');

/** The ways to have a value, and to see it. */
const ways = {
  Variable: { run: (value, fn) => variable.run(value, fn), get: () => variable.get() },
  Snapshot: {
    run: (value, fn) => { const snapshot = variable.run(value, () => new Snapshot()); return snapshot.run(fn); },
    get: () => AsyncContext.Snapshot.wrap(() => variable.get())(),
  },
  facade: { run: (value, fn) => facade.run({ inherit: 'chain' }, () => { facade.set('key', value); return fn(); }), get: () => facade.get('key', undefined) },
  AsyncLocalStorage: { run: (value, fn) => storage.run(value, fn), get: () => storage.getStore() },
  AsyncResource: { run: (value, fn) => storage.run(value, () => new AsyncResource('test')).runInAsyncScope(fn), get: () => storage.getStore() },
  OpenTelemetry: { run: (value, fn) => api.with(ROOT_CONTEXT.setValue(key, value), fn), get: () => api.active().getValue(key) },
};

const wrong = new Set();
let looks = 0;
/** Runs one flow thrice at once: with two values, and with none. */
async function tryFlow(way, name, flow) {
  const { run, get } = ways[way];
  const one = value => {
    const look = () => {
      looks++;
      const seen = get();
      if (seen !== value) wrong.add(`${way}: ${name}${seen === undefined ? '' : `: somebody else's`}`);
    };
    return async () => flow(look, fn => run('elsewhere', fn));
  };
  await Promise.all([run('a', one('a')), one(undefined)(), run('b', one('b'))]);
}

(async () => {
  try {
    for (const way of Object.keys(ways)) {
      for (const [name, flow] of Object.entries({ ...flows, ...bodies })) await tryFlow(way, name, flow);
      await Promise.all(Object.entries(flows).map(([name, flow]) => tryFlow(way, `all at once: ${name}`, flow)));
    }
    print(`RESULT ${JSON.stringify({ looks, wrong: [...wrong] })}`);
  } catch (error) {
    print(`RESULT ${JSON.stringify({ error: String(error.stack ?? error) })}`);
  }
})();
