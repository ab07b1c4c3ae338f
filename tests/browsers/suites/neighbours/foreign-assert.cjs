// Stands in for Node's `assert`, as far as promises-aplus-tests uses it.
module.exports = require('chai').assert;
