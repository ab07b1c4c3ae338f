// winston: getters add the current request's values to each line. Start from this.
import { createLogger as create, format, transports } from 'winston';
import { Variable } from 'asynccontext';

/** The values that are added to a request's lines. */
export const request = new Variable({ name: 'request' });

/** Logs to a stream. */
export const createLogger = stream => createLoggerOf(new transports.Stream({ stream }));

/**
 * Logs to a transport. The metadata has getters, since winston reads it during the call of `info` and the other methods. A format would be called later where
 * lines wait for a slow transport, in the flow that continues the queue.
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
