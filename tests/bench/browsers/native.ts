// The page with nothing installed. Without a library, an await is the same inside and outside of contexts.
import { start, timeCalls, timeSteps, type Contexts } from './work.js';

const contexts: Contexts = { enter: fn => fn() };
const done = Promise.resolve();
const nothing = (): void => {};

start(contexts, async () => ({
  step: await timeSteps(contexts),
  // The two microtasks that `run` enqueues around a function: the least that a `run` can cost.
  marks: await timeCalls(() => {
    done.then(nothing);
    done.then(nothing);
  }),
}));
