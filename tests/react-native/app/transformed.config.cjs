// The configuration that the page about React Native shows.
const { withAsyncContext } = require('asynccontext/metro');

module.exports = config => withAsyncContext(config, { asyncHooks: true });
