// Nothing installed: an await is one in no context and, as far as that goes, in any.
import { awaits, report, time, timeSteps } from './work.js';

const settled = await time(awaits.settled);
const call = await time(awaits.call);
await report({ settled, call, emptySettled: settled, emptyCall: call, step: await timeSteps() });
