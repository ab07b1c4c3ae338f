// Subtests that pass without the library and not with it, each with its reason.

const entry =
  'window.open in a reaction of another realm takes the base URL of the page: `then` hands the engine a function of its own realm, so the job has the entry settings of that';

/** @type {{ browser: string, url: string, subtests: string[], reason: string }[]} */
export const exceptions = [
  {
    browser: 'chromium',
    url: '/html/webappapis/scripting/processing-model-2/integration-with-the-javascript-job-queue/promise-job-entry-different-function-realm.html',
    subtests: ['Fulfillment handler on fulfilled promise', 'Rejection handler on rejected promise', 'Fulfillment handler on pending-then-fulfilled promise', 'Rejection handler on pending-then-rejected promise'],
    reason: entry,
  },
];
