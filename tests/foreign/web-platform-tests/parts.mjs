// The parts of web-platform-tests that run, and the tests in them that are left out.

/** @type {{ name: string, paths: string[], only?: RegExp, isWindowsOnly?: boolean }[]} `only` matches paths of tests */
export const parts = [
  { name: 'timers', paths: ['html/webappapis/timers'] },
  { name: 'microtasks', paths: ['html/webappapis/microtask-queuing', 'html/webappapis/scripting/event-loops'] },
  { name: 'animation frames', paths: ['html/webappapis/animation-frames', 'html/webappapis/update-rendering'] },
  { name: 'errors and unhandled rejections', paths: ['html/webappapis/scripting/processing-model-2'] },
  { name: 'scheduler', paths: ['scheduler'] },
  { name: 'streams', paths: ['streams'] },
  { name: 'IndexedDB', paths: ['IndexedDB'], isWindowsOnly: true, only: /transaction|event|promise|upgrade|abort|error|fire|request|writer|blocked/i },
  {
    name: 'XMLHttpRequest',
    paths: ['xhr'],
    isWindowsOnly: true,
    only: /event|abort|timeout|progress|loadstart|loadend|send-(?:sync|async)|readystate|open-during/i,
  },
  { name: 'DOM events', paths: ['dom/events'] },
  { name: 'abort', paths: ['dom/abort'] },
  { name: 'MutationObserver', paths: ['dom/nodes'], only: /MutationObserver/ },
  { name: 'web locks', paths: ['web-locks'] },
  {
    name: 'IntersectionObserver',
    paths: ['intersection-observer'],
    only: /observer-|callback|disconnect|empty-root|unclipped|timestamp|multiple|same-document|initial|without/,
  },
  { name: 'ResizeObserver', paths: ['resize-observer'] },
  { name: 'requestIdleCallback', paths: ['requestidlecallback'] },
  { name: 'messages', paths: ['webmessaging'], isWindowsOnly: true, only: /channel|broadcast|with-ports/i },
];

/** The reasons why tests do not run. A test that matches one is counted as left out. */
export const leftOut = [
  { reason: 'needs a driver for user input (testdriver.js)', matches: ({ driver }) => driver },
  {
    reason: 'a variant of shared and service workers: those of windows and dedicated workers run',
    matches: ({ url }) => /\.(?:shared|service)worker(?:-module)?\.html/.test(url),
  },
  {
    reason: 'a variant of dedicated workers, in parts whose variants of windows run alone',
    matches: ({ url, part }) => /\.worker(?:-module)?\.html/.test(url) && parts.find(({ name }) => name === part).isWindowsOnly,
  },
  { reason: 'a shadow realm, which no browser has', matches: ({ url }) => /\.shadowrealm/.test(url) },
  { reason: 'needs HTTP/2', matches: ({ path }) => /\.h2\./.test(path) },
];
