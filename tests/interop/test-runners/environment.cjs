// Jest's own environment, which also records the realm of each file.
const { TestEnvironment } = require('jest-environment-node');

module.exports = class extends TestEnvironment {
  constructor(...args) {
    super(...args);
    (globalThis.realms ??= []).push(new WeakRef(this.global));
  }
};
