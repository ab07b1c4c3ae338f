// Nothing installed.
import { awaits, report, time } from './work.js';

const figures = { settled: await time(awaits.settled, 40_000), call: await time(awaits.call, 40_000) };
await report(figures);
