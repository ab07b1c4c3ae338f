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

/** The needs that no realm of Node meets, with the reasons. */
const inNode = {
  frames: 'Node has no frames',
  'descriptors that inherit': 'such descriptors in a realm of node:vm end the process: tests/package/polluted.test.ts has these rows for Node',
};

/** The needs that a carrier does not meet: that of the build for Node, and the browser carrier, which is chosen by hiding that this is Node. */
const byCarrier = {
  node: {
    'a Snapshot that ends half-way': 'Node ends the process if code in an AsyncResource is terminated or overflows the stack, even without the library',
  },
  any: { AsyncLocalStorage: 'the browser carrier has no AsyncLocalStorage' },
};

const byFlag = {
  '--frozen-intrinsics': {
    'a realm of its own': 'the flag freezes the intrinsics of the main realm, not those of a realm of node:vm',
    'intrinsics that can be changed': 'the flag freezes the intrinsics',
  },
  '--disable-proto=throw': { SES: 'lockdown() throws with this flag, even without the library' },
  '--disallow-code-generation-from-strings': { 'code from strings': 'the flag forbids code from strings' },
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
  ...(flag === '--frozen-intrinsics' && carrier === 'any' ? { 'promises that can be patched': 'the flag freezes promises' } : {}),
});

/**
 * The needs that a frame of a page does not meet.
 *
 * @param {string} browser - chromium, firefox or webkit.
 * @param {boolean} isStrict - Whether the page has a strict policy.
 * @returns {Record<string, string>} The needs, with the reasons.
 */
export const lacksInBrowser = (browser, isStrict) => ({
  AsyncLocalStorage: 'browsers have no AsyncLocalStorage',
  SES: 'tests/browsers/suites/neighbours/ses.test.ts has these rows in browsers',
  'a script that is stopped': 'a page cannot terminate its scripts: tests/carriers/terminations.ts does so in Node',
  ...(isStrict
    ? {
        'code from strings': 'the policy forbids code from strings',
        'a realm of its own': 'these rows run without the policy, which would forbid nothing in them',
      }
    : {}),
  // WebKit's driver may crash when a page overflows its stack, even without the library.
  ...(browser === 'webkit' ? { 'a deep stack': 'the driver may crash with such a page, even without the library' } : {}),
});
