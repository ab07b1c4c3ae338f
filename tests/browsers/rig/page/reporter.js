// The first script of every page and worker: captures the engine's own functions before a suite can patch them, and sends reports to the rig.
(() => {
  // server.mjs puts the configuration here: { from, where, browser, reports }.
  const config = __CONFIG__;
  const fetch = globalThis.fetch.bind(globalThis);
  const setTimeout = globalThis.setTimeout.bind(globalThis);
  const { Error, Promise, String, WebSocket } = globalThis;
  const { stringify } = JSON;
  const longest = 10_000; // characters of one text
  const settling = 50; // ms, the time for errors that the suite has left behind to be reported

  const shorten = text => (text.length > longest ? `${text.slice(0, longest)}…` : text);

  const show = value => {
    try {
      if (typeof value === 'string') return shorten(value);
      if (typeof value === 'object' && value !== null && !(value instanceof Error)) return shorten(stringify(value));
      return shorten(String(value));
    } catch {
      return '(a value that cannot be shown)';
    }
  };

  /** Turns any thrown value into plain data. `position` is used if the value has no stack. */
  const describe = (error, position = '') => {
    const described = { message: show(error), stack: position };
    try {
      if (typeof error?.message === 'string') described.message = `${error.name}: ${shorten(error.message)}`;
      if (typeof error?.stack === 'string') described.stack = shorten(error.stack) || position;
      if (typeof error?.details === 'string') described.diff = shorten(error.details);
    } catch {
      // A hostile value: the description has what could be read so far.
    }
    return described;
  };

  // Captured here and called without a look-up, since a suite may patch WebSocket and everything around it. Each message is sent at once, so that the last one
  // before an endless loop arrives, too; hundreds of HTTP requests would take seconds. The socket leads to another origin than the suite's, so that a suite
  // that uses up its origin's connections can still report.
  const socket = new WebSocket(config.reports.replace('http', 'ws'));
  const send = WebSocket.prototype.send.bind(socket);
  const early = [];
  let opened = false;
  const opening = new Promise(resolve => {
    socket.onopen = () => {
      opened = true;
      for (const message of early) send(message);
      resolve();
    };
  });
  const report = event => {
    const message = stringify({ from: config.from, event });
    if (opened) send(message);
    else early.push(message);
  };

  const reportUncaught = (event, error, position) => {
    // In a later task, after every listener had its chance to handle it. preventDefault() marks the error as expected.
    setTimeout(() => {
      if (!event.defaultPrevented) report({ type: 'uncaught', error: describe(error, position) });
    }, 0);
  };

  const at = event => (event.filename ? `at ${event.filename}:${event.lineno}:${event.colno}` : '');
  let begun = false;
  addEventListener(
    'error',
    event => {
      if (event.target !== globalThis) {
        // Reports scripts that do not load before the suite starts; afterwards the suite itself loads things.
        if (!begun && event.target.src) reportUncaught(event, `could not load ${event.target.src}`, '');
      } else reportUncaught(event, event.error ?? event.message, at(event));
    },
    true,
  );
  addEventListener('unhandledrejection', event => reportUncaught(event, event.reason, ''));
  // These events are not cancelable. A suite that causes one stops it before it bubbles up to here.
  addEventListener('securitypolicyviolation', event => {
    report({
      type: 'uncaught',
      error: {
        message: `Content Security Policy: ${event.violatedDirective} forbids ${event.blockedURI} ${event.sample}`,
        stack: `at ${event.sourceFile}:${event.lineNumber}:${event.columnNumber}`,
      },
    });
  });

  /** Asks the rig to do a user's action, and resolves when it is done. */
  const act = async (action, selector, text) => {
    const response = await fetch(`${config.reports}/input`, { method: 'POST', body: stringify({ action, selector, text }) });
    if (!response.ok) throw new Error(`${action} on ${selector}: ${await response.text()}`);
  };

  const interceptConsole = () => {
    for (const level of ['debug', 'log', 'info', 'warn', 'error']) {
      const own = console[level];
      console[level] = (...values) => {
        report({ type: 'console', level, text: values.map(show).join(' ') });
        own.apply(console, values);
      };
    }
  };

  // uvu's own switches: make it wait, and queue its suites here.
  globalThis.UVU_DEFER = 1;
  globalThis.UVU_QUEUE = [[]];

  Object.defineProperty(globalThis, '__rig', {
    value: {
      where: config.where,
      browser: config.browser,
      click: selector => act('click', selector),
      type: (selector, text) => act('type', selector, text),
      // Only for uvu.mjs:
      report,
      describe,
      interceptConsole,
      /** Runs the suite now. In a service worker it runs during the installation, since nothing else keeps the worker awake. */
      start(run) {
        begun = true;
        const whole = async () => {
          // Otherwise a message of the page around a worker, whose socket is already open, would arrive first.
          await opening;
          report({ type: 'begin' });
          const totals = await run();
          // Two further timers, since on a busy machine an error and this timer may be due together, and the error's report takes another timer.
          for (const ms of [settling, 1, 1]) await new Promise(resolve => setTimeout(resolve, ms));
          report({ type: 'end', ...totals });
        };
        if (config.where === 'service-worker') addEventListener('install', event => event.waitUntil(whole()));
        else whole();
      },
    },
  });
})();
