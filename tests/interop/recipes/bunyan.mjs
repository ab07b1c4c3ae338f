// bunyan: a raw stream adds the current request's values to each line. Start from this.
import bunyan from 'bunyan';
import { Variable } from 'asynccontext';

/** The values that are added to a request's lines. */
export const request = new Variable({ name: 'request' });

/** Logs to a stream. bunyan passes records to raw streams during the call of `info` and the other methods, so the stream finds the caller's values. */
export const createLogger = stream =>
  bunyan.createLogger({
    name: 'app',
    streams: [{ type: 'raw', stream: { write: record => stream.write(`${JSON.stringify({ ...record, ...request.get() }, bunyan.safeCycles())}\n`) } }],
  });
