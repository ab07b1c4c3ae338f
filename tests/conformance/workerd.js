// Appended to a lane's bundle: workerd allows timers and promises of its own only inside a handler, so the queued suites run there.
export default {
  async test() {
    let total = 0;
    let passed = 0;
    for (const suite of globalThis.UVU_QUEUE[0]) {
      const [errors, ran, , all] = await suite();
      total += all;
      passed += ran;
      if (errors !== true) console.log(errors);
    }
    console.log(`Total: ${total}\nPassed: ${passed}`);
    if (passed !== total) throw new Error(`${total - passed} failed`);
  },
};
