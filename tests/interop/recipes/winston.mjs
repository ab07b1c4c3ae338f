// winston: each line has what the current request has, by getters. Start from this.
import { createLogger as create, format, transports } from 'winston';
import { Variable } from 'asynccontext';

/** What a request's lines have beside their own. */
export const request = new Variable({ name: 'request' });

/** Logs to a stream. */
export const createLogger = stream => createLoggerOf(new transports.Stream({ stream }));

/**
 * Logs to a transport. Not by a format: where lines wait for a slow transport, winston calls formats later, in the flow that goes on with the queue.
 * It reads the metadata in the call of `info` and its like.
 */
export const createLoggerOf = transport =>
  create({
    defaultMeta: {
      get id() {
        return request.get()?.id;
      },
    },
    format: format.json(),
    transports: [transport],
  });
