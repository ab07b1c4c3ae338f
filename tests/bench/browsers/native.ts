// Nothing installed: an await is one in no context and, as far as that goes, in any.
import { awaits, report, time, timeSteps } from './work.js';

const settled = await time(awaits.settled);
const call = await time(awaits.call);
const done = Promise.resolve();
const nothing = () => {};
// A run enqueues these around what it calls; nothing cheaper is left to leave out.
const marks = await time(n => {
  for (let i = 0; i < n; i++) {
    done.then(nothing);
    done.then(nothing);
  }
});
await report({ settled, call, emptySettled: settled, emptyCall: call, step: await timeSteps(), marks });
