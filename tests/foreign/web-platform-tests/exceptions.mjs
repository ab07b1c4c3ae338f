// Subtests that pass without the library and fail with it, with the reasons.

const entry =
  'window.open in a reaction of another realm takes the base URL of the page: `then` hands the engine a function of its own realm, so the job has the entry settings of that';

const opening =
  'Firefox turns its event loop in window.open, so marks run while a segment does: they take it for one that was terminated, and the rest of it finds no context';

const folder = '/html/webappapis/scripting/processing-model-2/integration-with-the-javascript-job-queue';

/** @type {{ browser: string, url: string, subtests: string[], reason: string }[]} */
export const exceptions = [
  ...['chromium', 'firefox'].map(browser => ({
    browser,
    url: `${folder}/promise-job-entry-different-function-realm.html`,
    subtests: ['fulfilled', 'rejected'].flatMap(state => {
      const handler = `${state === 'fulfilled' ? 'Fulfillment' : 'Rejection'} handler on`;
      return [`${handler} ${state} promise`, `${handler} pending-then-${state} promise`];
    }),
    reason: entry,
  })),
  {
    browser: 'firefox',
    url: `${folder}/promise-job-entry.html`,
    subtests: ['Sanity check: this all works as expected with no promises involved'],
    reason: opening,
  },
];
