// The suites of this folder that run in browsers, with the package lowered for engines without classes.
import { browserFailures } from '../conformance/expected-failures.mjs';
import { conformanceFailures, contextFailures } from './expected-failures.mjs';
import { lowered } from './lowered.mjs';

/** Replaces Node's module, as a user's build does. */
const alias = Object.fromEntries(['node:async_hooks', 'async_hooks'].map(id => [id, './dist/esm/any/async-local-storage.js']));

/** The entries of the package, each with its usual suite. */
const entries = {
  conformance: { entry: 'tests/lowered/conformance.ts', expected: preset => ({ ...browserFailures, ...conformanceFailures[preset] }) },
  context: { entry: 'tests/lowered/context.ts', expected: preset => contextFailures[preset] },
  'async-local-storage': { entry: 'tests/interop/async-local-storage/page.ts', alias },
  'context-manager': { entry: 'tests/interop/opentelemetry/manager-page.ts' },
};

/** @type {import('../browsers/suites.mjs').Suite[]} */
export const loweredSuites = ['preset-env', 'react-native'].flatMap(preset =>
  Object.entries(entries).map(([name, { entry, alias = {}, expected = () => ({}) }]) => ({
    name: `lowered-${name}-${preset}`,
    entry,
    build: { alias, plugins: [lowered(preset)], define: { EXPECTED: JSON.stringify(expected(preset)) } },
  })),
);
