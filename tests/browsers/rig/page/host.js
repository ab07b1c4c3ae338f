// The page around a suite in a worker: starts the worker, and reports a worker that does not load.
(() => {
  const { where, report, describe } = globalThis.__rig;
  const fail = (what, error) => report({ type: 'uncaught', error: describe(error, what) });
  // If a worker's script cannot be loaded, there is only an error event without a message.
  const watch = worker =>
    worker.addEventListener('error', event =>
      fail(`at ${event.filename ?? '/worker.js'}:${event.lineno ?? 0}`, event.message || 'the worker could not be loaded'),
    );
  const start = {
    worker: () => watch((globalThis.keptWorker = new Worker('/worker.js'))),
    'module-worker': () => watch((globalThis.keptWorker = new Worker('/worker.js', { type: 'module' }))),
    'shared-worker': () => watch((globalThis.keptWorker = new SharedWorker('/worker.js'))),
    'service-worker': () => navigator.serviceWorker.register('/worker.js').catch(error => fail('in /worker.js', error)),
  };
  try {
    start[where]();
  } catch (error) {
    fail('in the page around the worker', error);
  }
})();
