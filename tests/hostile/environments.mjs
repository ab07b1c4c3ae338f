// Where the table runs, and what each environment lacks: rows that need it are skipped, for the reason that stands here.

/** The flags of Node, each a process that runs the table. */
export const flags = {
  'no flags': () => [],
  '--frozen-intrinsics': () => ['--frozen-intrinsics'],
  '--disallow-code-generation-from-strings': () => ['--disallow-code-generation-from-strings'],
  '--disable-proto=delete': () => ['--disable-proto=delete'],
  '--disable-proto=throw': () => ['--disable-proto=throw'],
  '--jitless': () => ['--jitless'],
  '--permission': node => [node === 'node-20' ? '--experimental-permission' : '--permission', '--allow-fs-read=*'],
};

/** The realms of Node. */
const inNode = {
  frames: 'Node has none',
  'descriptors that inherit': 'realms of node:vm end the process there: tests/package/polluted.test.ts has these rows for Node',
};

/** By carrier: that of the build for Node, and the browser carrier, forced by hiding that this is Node. */
const byCarrier = {
  node: {
    'a Snapshot that ends half-way': 'Node ends the process where the code in an AsyncResource is stopped, or its stack is full, without the library as well',
  },
  any: { AsyncLocalStorage: 'the browser carrier has none' },
};

const byFlag = {
  '--frozen-intrinsics': {
    'a realm of its own': 'the flag freezes the intrinsics of the process alone, not of a realm of node:vm',
    'intrinsics that can be changed': 'they are frozen',
  },
  '--disable-proto=throw': { SES: 'lockdown() throws there by itself, without the library as well' },
  '--disallow-code-generation-from-strings': { 'code from strings': 'the flag forbids it' },
};

/**
 * What the table cannot do in a process of Node.
 *
 * @param {string} flag - One of `flags`.
 * @param {'node' | 'any'} carrier - Whose build it is.
 * @returns {Record<string, string>} The needs that are not met, and why.
 */
export const lacksInNode = (flag, carrier) => ({
  ...inNode,
  ...byCarrier[carrier],
  ...byFlag[flag],
  // The intrinsics are frozen before the library is there: contexts end with the synchronous call, as a warning says.
  ...(flag === '--frozen-intrinsics' && carrier === 'any' ? { 'promises that can be patched': 'they are frozen' } : {}),
});

/**
 * What it cannot do in a frame of a page.
 *
 * @param {string} browser - chromium, firefox or webkit.
 * @param {boolean} isStrict - Whether the page has a strict policy.
 * @returns {Record<string, string>} The needs that are not met, and why.
 */
export const lacksInBrowser = (browser, isStrict) => ({
  AsyncLocalStorage: 'there is none',
  SES: 'tests/browsers/suites/neighbours/ses.test.ts has these rows in browsers',
  'a script that is stopped': 'a page cannot stop its scripts: tests/carriers/terminations.ts does in Node',
  ...(isStrict
    ? { 'code from strings': 'the policy forbids it', 'a realm of its own': 'these rows run without the policy, which forbids nothing that they do' }
    : {}),
  // WebKit's driver may end with a page that overflows its stack, with the library and without.
  ...(browser === 'webkit' ? { 'a deep stack': 'the driver may end with such a page, without the library as well' } : {}),
});
