// The tests that may fail on the browser implementation, with the reasons.

/** @type {Record<string, import('../part.mjs').Exception[]>} */
export const exceptions = {
  'AsyncLocalStorage, as browsers get it': [
    {
      pattern: /async-local-storage-(?:dgram|http|http-agent|http-multiclients|socket|tlssocket)\.js$|http2-async-local-storage|channel-http-server-start/,
      reason: 'events of Node’s sockets, which the carrier of browsers does not patch',
    },
    {
      pattern: /async-local-storage-stream-finished/,
      reason: '`finished` of Node’s streams ties its callback to a context of Node’s alone',
    },
    {
      pattern: /async-local-storage-errors/,
      reason: '`uncaughtException` and `unhandledRejection`: browsers dispatch such events without a context as well',
    },
    {
      pattern: /async-local-storage-(?:gcable|http-parser-leak)/,
      reason: 'its helper takes whatever Node’s async_hooks see next for its own, and they see the promises of the carrier',
    },
    {
      pattern: /parallel\/test-async-local-storage-enter-with/,
      reason: '`enterWith` outside of any context, after an await, does nothing and warns: nobody sees the end of that code',
    },
    {
      pattern: /parallel\/test-asyncresource-bind/,
      reason: 'compares ids with those of `executionAsyncId`, which are Node’s',
    },
  ],
};
