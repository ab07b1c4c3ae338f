// Replaces Node's `assert`, with the parts that promises-aplus-tests uses.
module.exports = require('chai').assert;
