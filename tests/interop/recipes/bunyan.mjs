// bunyan: each line has what the current request has, by a raw stream. Start from this.
import bunyan from 'bunyan';
import { Variable } from 'asynccontext';

/** What a request's lines have beside their own. */
export const request = new Variable({ name: 'request' });

/** Logs to a stream. bunyan hands records to raw streams in the call of `info` and its like, so this finds the values of whoever logs. */
export const createLogger = stream =>
  bunyan.createLogger({
    name: 'app',
    streams: [{ type: 'raw', stream: { write: record => stream.write(`${JSON.stringify({ ...record, ...request.get() }, bunyan.safeCycles())}\n`) } }],
  });
