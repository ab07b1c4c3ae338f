// An extension that calls the page's APIs like the page, with functions that the page may not touch, and with some that it may.
window.addEventListener('to-extension', () => {
  const page = window.wrappedJSObject;
  const { document } = page;
  const own = () => () => {};
  const failures = [];
  const attempt = fn => {
    try {
      fn();
    } catch (error) {
      failures.push(String(error));
    }
  };
  attempt(() => page.setTimeout(own()));
  attempt(() => page.queueMicrotask(own()));
  attempt(() => page.requestAnimationFrame(own()));
  attempt(() => page.requestIdleCallback(own()));
  attempt(() => document.addEventListener('load', own(), true));
  attempt(() => document.addEventListener('load', cloneInto({ handleEvent: own() }, window, { cloneFunctions: true }), true));
  attempt(() => (document.createElement('img').onload = own()));
  attempt(() => {
    new page.MutationObserver(own()).observe(document.body, cloneInto({ attributes: true }, window));
    document.body.title = 'changed';
  });
  attempt(() => page.setTimeout(exportFunction(() => page.told(), window)));
  document.documentElement.dataset.failures = failures.join();
});
