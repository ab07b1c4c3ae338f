const { Variable, Snapshot } = require('asynccontext');

test('a flow keeps its context', async () => {
  const variable = new Variable();
  await variable.run('mine', async () => {
    await new Promise(resolve => setTimeout(resolve, 1));
    expect(variable.get()).toBe('mine');
    expect(new Snapshot().run(() => variable.get())).toBe('mine');
  });
  expect(variable.get()).toBe(undefined);
});
