// Put into the scope of testharness.js, at its end: each function of a test runs in a context of its test.
{
  const variable = new AsyncContext.Variable();
  const { step } = Test.prototype;
  const fail = (test, message) => step.call(test, () => assert(false, 'asynccontext', null, message, {}));

  Test.prototype.step = function (func, ...others) {
    const args = arguments.length === 1 ? [func, this] : [func, ...others];
    const found = variable.get();
    if (found === this) return step.apply(this, args);
    // A test that begins in another has the context of that one up to here.
    if (found && this.phase !== this.phases.INITIAL) fail(this, `a function of this test sees the context of “${found.name}”`);
    const isFirst = this._is_promise_test && this.phase === this.phases.INITIAL;
    return variable.run(this, () => {
      const result = step.apply(this, args);
      if (variable.get() !== this) fail(this, 'the context is another after the function');
      if (isFirst && result instanceof Promise) checkAfter(this, result);
      return result;
    });
  };

  /** What a test awaits is done in its context. The harness reacts to the promise after this, and in more ticks. */
  async function checkAfter(test, promise) {
    try {
      await promise;
    } catch {
      // The harness says so.
    }
    if (variable.get() !== test) fail(test, 'the context is lost after the promise of the test');
  }
}
