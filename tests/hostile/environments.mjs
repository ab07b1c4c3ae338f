// The environments of the table, and what each lacks: rows that need it are skipped, for the reason given here.

/** The flags of Node. The table runs in a process for each. */
export const flags = {
  'no flags': () => [],
  '--frozen-intrinsics': () => ['--frozen-intrinsics'],
  '--disallow-code-generation-from-strings': () => ['--disallow-code-generation-from-strings'],
  '--disable-proto=delete': () => ['--disable-proto=delete'],
  '--disable-proto=throw': () => ['--disable-proto=throw'],
  '--jitless': () => ['--jitless'],
  '--permission': node => [node === 'node-20' ? '--experimental-permission' : '--permission', '--allow-fs-read=*'],
};

/** What no realm of Node has. */
const inNode = {
  frames: 'Node has none',
  'descriptors that inherit': 'realms of node:vm end the process there: tests/package/polluted.test.ts has these rows for Node',
};

/** What is missing for each carrier: that of the build for Node, and the browser carrier, which is chosen by hiding that this is Node. */
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
 * The needs that a process of Node does not meet.
 *
 * @param {string} flag - One of `flags`.
 * @param {'node' | 'any'} carrier - The build that is tested.
 * @returns {Record<string, string>} The needs, with the reasons.
 */
export const lacksInNode = (flag, carrier) => ({
  ...inNode,
  ...byCarrier[carrier],
  ...byFlag[flag],
  // The flag freezes the intrinsics before the library is loaded: contexts end with the synchronous call, and a warning says so.
  ...(flag === '--frozen-intrinsics' && carrier === 'any' ? { 'promises that can be patched': 'they are frozen' } : {}),
});

/**
 * The needs that a frame of a page does not meet.
 *
 * @param {string} browser - chromium, firefox or webkit.
 * @param {boolean} isStrict - Whether the page has a strict policy.
 * @returns {Record<string, string>} The needs, with the reasons.
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
