// Stand-ins for the native modules that React Native's core needs for timers and requests. Put before a bundle with the core, after host.js.
/* global HermesInternal */
(function () {
  const define = (name, value) => Object.defineProperty(globalThis, name, { value, configurable: true, writable: true, enumerable: true });
  const { requestAnimationFrame } = globalThis;
  const frame = { width: 1, height: 1, scale: 1, fontScale: 1 };
  const constants = {
    isTesting: true,
    reactNativeVersion: { major: 0, minor: 86, patch: 0 },
    Dimensions: { window: frame, screen: frame },
    BLOB_URI_SCHEME: 'blob',
    BLOB_URI_HOST: null,
    scriptURL: '',
  };
  const anything = new Proxy({}, { get: (_, name) => (name === 'getConstants' ? () => constants : () => undefined) });
  /** The requests that the core has sent, for the app to answer. */
  const sent = [];
  define('sent', sent);
  let last = 0;
  const modules = {
    NativeMicrotasksCxx: { queueMicrotask: callback => HermesInternal.enqueueJob(callback) },
    NativeIdleCallbacksCxx: { requestIdleCallback: callback => requestAnimationFrame(callback), cancelIdleCallback() {} },
    Networking: {
      sendRequest(query, callback) {
        sent.push({ id: ++last, query });
        callback(last);
      },
      abortRequest() {},
      addListener() {},
      removeListeners() {},
    },
    WebSocketModule: { connect: (url, protocols, options, socket) => void sent.push({ socket }), close() {}, addListener() {}, removeListeners() {} },
    NativeReactNativeFeatureFlagsCxx: null,
  };
  define('RN$Bridgeless', true);
  define('RN$registerCallableModule', () => {});
  define('nativeModuleProxy', {});
  define('__turboModuleProxy', name => (name in modules ? modules[name] : anything));
  // The core defines its own.
  for (const name of ['setImmediate', 'clearImmediate', 'queueMicrotask']) delete globalThis[name];
})();
