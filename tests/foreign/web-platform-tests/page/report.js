// Replaces testharnessreport.js: sends the results to the command, and goes to the page that the answer names.
(() => {
  if (typeof document === 'undefined' || window !== window.top || window.opener) return;
  const { fetch, location } = window;
  const { href } = location;
  const { stringify } = JSON;
  setup({ output: false });
  add_completion_callback((tests, { status, message }) => {
    const body = stringify({ href, status, message, tests: tests.map(test => ({ name: test.name, status: test.status, message: test.message })) });
    fetch('REPORTS', { method: 'POST', body })
      .then(response => response.text())
      .then(next => {
        if (next) location.replace(next);
      });
  });
})();
