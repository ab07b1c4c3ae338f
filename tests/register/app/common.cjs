exports.steps = function* (look) {
  yield look();
  yield look();
};
exports.inner = require('./inner.cjs');
