// The script of the page: sets mocha up. The bundled tests follow after it.
mocha.setup({ ui: 'bdd', reporter: function () {} });

/** Runs the tests that were described, and reports each. */
globalThis.runTests = () => {
  const tests = [];
  const title = test => test.titlePath().join(' ');
  mocha
    .run()
    .on('pass', test => tests.push({ name: title(test) }))
    .on('fail', (test, error) => tests.push({ name: title(test), reason: String(error?.stack ?? error) }))
    .on('end', () => fetch('/said', { method: 'POST', body: JSON.stringify({ carrier: globalThis[Symbol.for('asynccontext.agent.v1')].carrier, tests }) }));
};
