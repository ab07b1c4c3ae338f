// Subtests that pass without the library and fail with it, with the reasons.

const entry =
  'window.open in a reaction of another realm takes the base URL of the page: `then` hands the engine a function of its own realm, so the job has the entry settings of that';

const opening =
  'Firefox turns its event loop in window.open, so marks run while a segment does: they take it for one that was terminated, and the rest of it finds no context';

const incumbent =
  'a native function as a callback of `then` has the page as its incumbent settings: Firefox takes those of the function that calls it, which is one of this library';

const source = 'Firefox names the script that calls a timer as the source of code in a string: this library calls it';

const scripting = '/html/webappapis/scripting/processing-model-2';
const folder = `${scripting}/integration-with-the-javascript-job-queue`;
const states = ['fulfilled', 'rejected'].flatMap(state => {
  const handler = `${state === 'fulfilled' ? 'Fulfillment' : 'Rejection'} handler on`;
  return [`${handler} ${state} promise`, `${handler} pending-then-${state} promise`];
});

/** @type {{ browser: string, url: string, subtests: string[], reason: string }[]} */
export const exceptions = [
  ...['chromium', 'firefox'].map(browser => ({
    browser,
    url: `${folder}/promise-job-entry-different-function-realm.html`,
    subtests: states,
    reason: entry,
  })),
  {
    browser: 'firefox',
    url: `${folder}/promise-job-entry.html`,
    subtests: ['Sanity check: this all works as expected with no promises involved'],
    reason: opening,
  },
  {
    browser: 'firefox',
    url: `${folder}/promise-job-incumbent.html`,
    subtests: states.map(name => `${name}, using backup incumbent settings object stack`),
    reason: incumbent,
  },
  ...['compile', 'runtime'].flatMap(kind =>
    ['setTimeout', 'setInterval'].map(timer => ({
      browser: 'firefox',
      url: `${scripting}/${kind}-error-in-${timer}.html`,
      subtests: [`window.onerror - ${kind} error in ${timer}`],
      reason: source,
    })),
  ),
];
