// pino: each line has what the current request has, by a mixin. Start from this.
import { pino } from 'pino';
import { Variable } from 'asynccontext';

/** What a request's lines have beside their own. */
export const request = new Variable({ name: 'request' });

/** Logs to a stream. pino calls the mixin in the call of `info` and its like, so it finds the values of whoever logs. */
export const createLogger = stream => pino({ mixin: () => ({ ...request.get() }) }, stream);
