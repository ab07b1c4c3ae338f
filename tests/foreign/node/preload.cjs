// Preloaded before each of Node's tests: replaces Node's AsyncLocalStorage and AsyncResource by those that browsers get, on the browser carrier.
'use strict';
const Module = require('node:module');

require('../as-in-browser.cjs');
const { AsyncLocalStorage, AsyncResource } = require('../../../dist/cjs/any/async-local-storage.js');

// No browser has `nextTick`, and most tests need it.
const { nextTick } = process;
process.nextTick = (callback, ...args) => nextTick(typeof callback === 'function' ? AsyncLocalStorage.bind(callback) : callback, ...args);

const hooks = { ...require('node:async_hooks'), AsyncLocalStorage, AsyncResource };
const load = Module._load;
Module._load = (request, parent, isMain) => {
  if (/^(?:node:)?async_hooks$/.test(request)) return hooks;
  const loadIt = () => Reflect.apply(load, Module, [request, parent, isMain]);
  // Runs the test itself in a callback, so that `enterWith` knows the end of the running code: the README's remedy for scripts.
  return isMain ? AsyncLocalStorage.bind(loadIt)() : loadIt();
};
