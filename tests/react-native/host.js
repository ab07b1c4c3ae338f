// The globals that React Native and similar hosts add to an engine, for the shells of such engines. Put before a bundle.
/* global print, HermesInternal, setTimeout */
// biome-ignore lint/correctness/noUnusedVariables: a global, for the bundle that stands behind this.
var global = globalThis;
(function () {
  const shell = globalThis.setTimeout;
  const timers = new Map();
  let last = 0;
  const define = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: true });
  function schedule(callback, delay, args, again) {
    const id = ++last;
    let due = Date.now() + (delay || 0);
    const fire = () => {
      if (!timers.has(id)) return;
      // Hermes' shell ignores delays.
      if (Date.now() < due) return void shell(fire, due - Date.now());
      if (again) {
        due += delay;
        shell(fire, delay);
      } else timers.delete(id);
      callback(...args);
    };
    timers.set(id, fire);
    shell(fire, delay || 0);
    return id;
  }
  define('setTimeout', (callback, delay, ...args) => schedule(callback, delay, args, false));
  define('setInterval', (callback, delay, ...args) => schedule(callback, delay, args, true));
  for (const name of ['clearTimeout', 'clearInterval', 'clearImmediate', 'cancelAnimationFrame']) define(name, id => void timers.delete(id));
  define('setImmediate', (callback, ...args) => schedule(callback, 0, args, false));
  define('requestAnimationFrame', callback => schedule(callback, 16, [16], false));
  const internal = globalThis.HermesInternal;
  // Hermes uses the engine's own queue, if it is on. Other engines have the function already.
  if (internal?.useEngineQueue?.()) define('queueMicrotask', callback => internal.enqueueJob(callback));
  else if (typeof queueMicrotask !== 'function') define('queueMicrotask', callback => void Promise.resolve().then(callback));
  define('nativeLoggingHook', text => print(text));
  if (typeof console === 'undefined') define('console', { log: print, warn: print, error: print });
})();
