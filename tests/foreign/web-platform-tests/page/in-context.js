// Put at the end of testharness.js, in its scope: runs each function of a test in a context of that test.
{
  const variable = new AsyncContext.Variable();
  const { step } = Test.prototype;
  const fail = (test, message) => step.call(test, () => assert(false, 'asynccontext', null, message, {}));

  Test.prototype.step = function (func, ...others) {
    const args = arguments.length === 1 ? [func, this] : [func, ...others];
    const found = variable.get();
    if (found === this) return step.apply(this, args);
    // A test that is created inside another one has that test's context until its first function runs.
    if (found && this.phase !== this.phases.INITIAL) fail(this, `a function of this test sees the context of “${found.name}”`);
    const isFirst = this._is_promise_test && this.phase === this.phases.INITIAL;
    return variable.run(this, () => {
      const result = step.apply(this, args);
      if (variable.get() !== this) fail(this, 'the context is another after the function');
      if (isFirst && result instanceof Promise) checkAfter(this, result);
      return result;
    });
  };

  /** Checks that the context is the test's after its promise. The harness reacts to the promise after this function, some ticks later. */
  async function checkAfter(test, promise) {
    try {
      await promise;
    } catch {
      // The harness reports the error.
    }
    if (variable.get() !== test) fail(test, 'the context is lost after the promise of the test');
  }
}
