// The page of this library, untransformed or transformed.
import { Variable } from '../../../src/index.js';
import { AsyncLocalStorage } from '../../../src/interop/async-local-storage.js';
import { nesting, start, time, timeCalls, timeSteps, type Contexts } from './work.js';

const variable = new Variable<number>();
const storage = new AsyncLocalStorage<number>();
const contexts: Contexts = { enter: fn => variable.run(1, fn), isInside: () => variable.get() === 1 };
const nothing = (): void => {};
let sum = 0;

start(contexts, async () => ({
  get: await time(n =>
    contexts.enter(() => {
      for (let i = 0; i < n; i++) sum += variable.get()!;
    }),
  ),
  run: await timeCalls(() => variable.run(2, nothing)),
  step: await timeSteps(contexts),
  // Last, since these fill the stack.
  nesting: await nesting(nested => variable.run(1, nested)),
  nestingStorage: await nesting(nested => storage.run(1, nested)),
  sum,
}));
