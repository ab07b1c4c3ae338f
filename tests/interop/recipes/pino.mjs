// pino: a mixin adds the current request's values to each line. Start from this.
import { pino } from 'pino';
import { Variable } from 'asynccontext';

/** The values that are added to a request's lines. */
export const request = new Variable({ name: 'request' });

/** Logs to a stream. pino calls the mixin during the call of `info` and the other methods, so it finds the caller's values. */
export const createLogger = stream => pino({ mixin: () => ({ ...request.get() }) }, stream);
