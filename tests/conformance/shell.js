// Appended to a lane's bundle for an engine without a host, whose shell has no process: runs the queued suites and prints the results.
// Hermes has no async arrow functions, hence the function expression.
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
