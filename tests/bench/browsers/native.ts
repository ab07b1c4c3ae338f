// Nothing installed: an await is one in no context and, as far as that goes, in any.
import { start, timeCalls, timeSteps, type Contexts } from './work.js';

const contexts: Contexts = { enter: fn => fn() };
const done = Promise.resolve();
const nothing = (): void => {};

start(contexts, async () => ({
  step: await timeSteps(contexts),
  // A run enqueues these around what it calls; nothing cheaper is left to leave out.
  marks: await timeCalls(() => {
    done.then(nothing);
    done.then(nothing);
  }),
}));
