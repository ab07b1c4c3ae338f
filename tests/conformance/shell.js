// Appended to a lane's bundle for an engine alone, whose shell knows no process: it runs the queued suites, and says what came of them.
// No arrow, which Hermes does not know.
(async function () {
  let total = 0;
  let passed = 0;
  for (const suite of globalThis.UVU_QUEUE[0]) {
    const [errors, ran, , all] = await suite();
    total += all;
    passed += ran;
    if (errors !== true) print(errors);
  }
  print(`Total: ${total}\nPassed: ${passed}`);
  if (passed !== total) throw new Error(`${total - passed} failed`);
})();
