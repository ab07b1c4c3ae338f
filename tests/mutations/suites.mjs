// The suites in Node that run on mutants: those of the project, on each carrier. Each is bundled once, with all mutants in it.
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { neighbours } from '../browsers/suites/neighbours/suites.mjs';
import { forPages, inBrowser } from './in-chromium.mjs';
import { browserFailures, asyncLocalStorageFailures } from '../conformance/expected-failures.mjs';

/** The files that programs of `isolated` are about. */
const awaiting = inBrowser('awaits|microtasks|promise|segments');
/** The files that matter where Promise is not the engine's. */
const promises = inBrowser('index|microtasks|native-promise|promise|tied-reactions|self-check|timers');
const browser = 'tests/interop/async-local-storage/carrier-browser.ts';
const inTransformed = 'tests/mutations/carrier-transformed.ts';
const hook = 'tests/browsers/suites/await-hook';

const root = fileURLToPath(new URL('../..', import.meta.url));
const queueSuites = neighbours.filter(({ entry }) => entry.endsWith('/queue.test.ts'));
/** Bluebird and zone.js are left out: in Node they report handled rejections, which they do not do in browsers. */
const librarySuites = neighbours.filter(({ name }) => /^neighbour-(?:core-js|es6-shim|subclass|wrapper|stacked)/.test(name));

const conformance = (name, expectedFailures) => `
  import { AsyncContext } from './src/index.js';
  import { conformance } from './tests/conformance/conformance.ts';
  conformance({ name: ${JSON.stringify(name)}, AsyncContext, expectedFailures: ${JSON.stringify(expectedFailures)} });`;
const unseen = {
  'promise reactions: the then of a thenable runs in the context of what resolved with it: an executor':
    'see tests/browsers/suites/transformed-conformance.test.ts',
};

/**
 * @typedef {object} Suite
 * @property {string} name
 * @property {string} kills the files whose mutants it is tried on, as a pattern
 * @property {string} [entry] the test, relative to the repository
 * @property {string} [code] or the test's text
 * @property {string} [carrier] the module that replaces `#carrier`, instead of Node's
 * @property {string} [node] the version of Node that runs it, instead of the current one
 * @property {boolean} [transformed] whether the suite goes through the transform
 * @property {boolean} [isWhole] whether packages are part of its bundle, and evaluated where they are imported
 * @property {Record<string, string>} [define]
 * @property {Record<string, string>} [alias]
 */

const ours = 'src/(?:intrinsics|errors|mapping|agent|spec)[./]';
const shared = 'src/(?:intrinsics|errors|agent|spec)[./]';
const patches = 'src/carriers/browser/';
/** Suites of tests/carriers with stand-ins for what Node lacks, each with the files that it is about. */
const onStandIns = {
  policy: 'policy',
  tasks: 'tasks|objects',
  elements: 'elements|custom-elements|tasks|policy',
  'tied-callbacks': 'callbacks',
  'web-apis': 'web-apis|callbacks|timers|patch|policy|segments',
  events: 'events|policy|tasks',
  streams: 'streams',
  patches: 'patch|resolve|page-options|install-patches|objects',
  observables: 'callbacks|observables|policy',
  segments: 'segments',
  awaits: 'awaits|segments',
  hook: 'awaits|microtasks|promise',
  reactions: 'tied-reactions',
  switches: 'segments|switches|index',
  'switched-off': 'install-patches|web-apis',
  obstacles: 'index|microtasks|native-promise|self-check',
};
const carrier = `(?!${forPages})src/(?:intrinsics|errors|agent/|spec/|carriers/browser/)`;

/** The suites in the order in which they are tried: fast ones first. @type {Suite[]} */
export const suites = [
  { name: 'mapping', kills: 'src/mapping/', entry: 'tests/mapping/mapping.test.ts' },
  { name: 'conformance', kills: ours, code: conformance('Node', asyncLocalStorageFailures) },
  { name: 'nodes', kills: 'src/mapping/', entry: 'tests/mapping/nodes.test.ts' },
  { name: 'agent', kills: shared, entry: 'tests/agent/agent.test.ts' },
  { name: 'agent without FinalizationRegistry', kills: shared, entry: 'tests/agent/without-registry.test.ts' },
  {
    name: 'AsyncLocalStorage, synchronous',
    kills: shared,
    entry: 'tests/interop/async-local-storage/ours.ts',
    carrier: 'tests/interop/async-local-storage/carrier-synchronous.ts',
    define: { CARRIER: '"synchronous"' },
  },
  { name: 'mapping, memory', kills: 'src/(?:mapping|agent)/', entry: 'tests/mapping/memory.test.ts' },
  ...['apart', 'observed', 'without-structured-clone'].map(name => ({
    name: `context, ${name}`,
    kills: 'src/context/',
    entry: `tests/context/${name}.test.ts`,
  })),
  { name: 'context, memory', kills: 'src/context/', entry: 'tests/context/memory.test.ts' },
  { name: 'context', kills: 'src/context/', entry: 'tests/context/source.test.ts' },
  {
    name: 'conformance, transformed, no hook',
    kills: `${carrier}|src/runtime/`,
    code: conformance('transformed, no hook', unseen),
    carrier: inTransformed,
    transformed: true,
  },
  { name: 'conformance, transformed', kills: 'src/(?:runtime|agent)/', code: conformance('transformed', {}), transformed: true },
  { name: 'modules, transformed', kills: 'src/runtime/', entry: 'tests/transform/modules.ts', transformed: true },
  // These use syntax that Node 20 does not support.
  ...['odd-programs', 'reactions', 'programs'].map(name => ({ name, kills: 'src/runtime/', entry: `tests/transform/${name}.test.ts`, node: 'node-24' })),
  { name: 'exempt', kills: carrier, entry: 'tests/carriers/exempt.test.ts' },
  ...Object.entries(onStandIns).map(([name, files]) => ({ name, kills: inBrowser(files), entry: `tests/carriers/${name}.test.ts` })),
  { name: 'page', kills: patches, entry: 'tests/carriers/page.test.ts' },
  { name: 'lowered', kills: `${carrier}|src/runtime/`, entry: 'tests/mutations/lowered.ts', carrier: browser },
  { name: 'self-check', kills: carrier, entry: 'tests/carriers/self-check.test.ts' },
  { name: 'runtime beside an own AsyncContext', kills: 'src/runtime/', entry: 'tests/transform/own-async-context.test.ts' },
  { name: 'without the await hook', kills: carrier, entry: 'tests/browsers/suites/without-await-hook.test.ts', carrier: browser },
  { name: 'AsyncLocalStorage', kills: carrier, entry: 'tests/interop/async-local-storage/ours.ts', carrier: browser, define: { CARRIER: '"browser"' } },
  { name: 'promises', kills: carrier, entry: 'tests/browsers/suites/promises.test.ts', carrier: browser },
  ...['thenables', 'touches', 'reads'].map(name => ({ name: `await hook, ${name}`, kills: carrier, entry: `${hook}/${name}.test.ts`, carrier: browser })),
  ...['before', 'after'].map(order => ({
    name: `promises-patched ${order}`,
    kills: carrier,
    entry: 'tests/browsers/suites/promises-patched.test.ts',
    carrier: browser,
    define: { PATCHED: JSON.stringify(order) },
  })),
  ...['wrapped', 'counted'].map(way => ({
    name: `then before, ${way}`,
    kills: carrier,
    entry: `${hook}/then-before.test.ts`,
    carrier: browser,
    alias: { way: `${hook}/${way}-then.ts` },
    define: { WAY: JSON.stringify(way) },
  })),
  {
    name: 'conformance, transformed, browser',
    kills: `${carrier}|src/runtime/`,
    code: conformance('transformed, browser', {}),
    carrier: browser,
    transformed: true,
  },
  { name: 'conformance, browser', kills: carrier, code: conformance('browser', browserFailures), carrier: browser },
  ...['deferreds', 'derived-classes', 'enter-with', 'constructors'].map(name => ({
    name: `await hook, ${name}`,
    kills: carrier,
    entry: `${hook}/${name}.test.ts`,
    carrier: browser,
  })),
  ...queueSuites.map(({ name, entry, build: { alias, define } }) => ({
    name,
    kills: promises,
    entry,
    carrier: '#carrier' in alias ? inTransformed : browser,
    define,
  })),
  ...librarySuites.map(({ name, entry, build: { alias, define } }) => ({
    name,
    kills: promises,
    code: `import './tests/mutations/echo.ts';\nimport './${entry}';`,
    carrier: 'tests/mutations/carrier-any.ts',
    isWhole: true,
    alias: { neighbour: relative(root, alias.neighbour) },
    define,
  })),
  { name: 'order', kills: carrier, entry: 'tests/browsers/suites/promises-order.test.ts', carrier: browser },
  ...['closes', 'terminations', 'reads', 'stacks', 'patches'].map(name => ({
    name: `isolated, ${name}`,
    kills: awaiting,
    entry: 'tests/mutations/isolated.ts',
    carrier: browser,
    define: { PROGRAMS: JSON.stringify(name) },
  })),
];
