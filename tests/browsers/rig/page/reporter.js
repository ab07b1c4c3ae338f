// The first script of every page and worker: takes the engine's own functions before a suite can patch them, and tells the rig what happens.
(() => {
  // server.mjs puts the configuration here: { from, where, browser, reports }.
  const config = __CONFIG__;
  const fetch = globalThis.fetch.bind(globalThis);
  const setTimeout = globalThis.setTimeout.bind(globalThis);
  const { Error, Promise, String, WebSocket } = globalThis;
  const { stringify } = JSON;
  const longest = 10_000; // characters of one text
  const settling = 50; // ms for errors that the suite left behind to come out

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

  /** Any thrown value as plain data. `position` stands in for a stack where there is none. */
  const describe = (error, position = '') => {
    const described = { message: show(error), stack: position };
    try {
      if (typeof error?.message === 'string') described.message = `${error.name}: ${shorten(error.message)}`;
      if (typeof error?.stack === 'string') described.stack = shorten(error.stack) || position;
      if (typeof error?.details === 'string') described.diff = shorten(error.details);
    } catch {
      // A hostile value: what is there so far has to do.
    }
    return described;
  };

  // Taken now and called without a look-up: a suite may patch WebSocket and all that belongs to it. A message leaves at once, so that the last one
  // before an endless loop is known, too; hundreds of requests would take seconds. To another origin than the suite's, so that a suite that uses
  // up its connections does not silence its reports.
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
    // Later, when every listener had its chance to handle it: preventDefault() says that it was expected.
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
        // Scripts that do not load; after the start it is the suite that loads things.
        if (!begun && event.target.src) reportUncaught(event, `could not load ${event.target.src}`, '');
      } else reportUncaught(event, event.error ?? event.message, at(event));
    },
    true,
  );
  addEventListener('unhandledrejection', event => reportUncaught(event, event.reason, ''));
  // Not cancelable: a suite that provokes one stops it before it bubbles up to here.
  addEventListener('securitypolicyviolation', event => {
    report({
      type: 'uncaught',
      error: {
        message: `Content Security Policy: ${event.violatedDirective} forbids ${event.blockedURI} ${event.sample}`,
        stack: `at ${event.sourceFile}:${event.lineNumber}:${event.columnNumber}`,
      },
    });
  });

  /** Has the rig do what a user does, and resolves when it is done. */
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

  // uvu's own switches: do not run by yourself, queue here.
  globalThis.UVU_DEFER = 1;
  globalThis.UVU_QUEUE = [[]];

  Object.defineProperty(globalThis, '__rig', {
    value: {
      where: config.where,
      browser: config.browser,
      click: selector => act('click', selector),
      type: (selector, text) => act('type', selector, text),
      // For uvu.mjs alone:
      report,
      describe,
      interceptConsole,
      /** Runs now, or, in a service worker, as long as its installation lasts: nothing else keeps one awake. */
      start(run) {
        begun = true;
        const whole = async () => {
          // Else what the page around a worker has to say would be heard first, through a socket that is open.
          await opening;
          report({ type: 'begin' });
          const totals = await run();
          // And once more: on a busy machine both an error and the end of the wait may be due, and its report is a timer after that.
          for (const ms of [settling, 1, 1]) await new Promise(resolve => setTimeout(resolve, ms));
          report({ type: 'end', ...totals });
        };
        if (config.where === 'service-worker') addEventListener('install', event => event.waitUntil(whole()));
        else whole();
      },
    },
  });
})();
