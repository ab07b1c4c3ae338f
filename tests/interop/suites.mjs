// The suites of this folder that run in browsers.
import { carriers } from '../../build.mjs';
import { transformed } from '../transform/plugin.mjs';

/** Replaces Node's module, as a user's build does. */
const alias = Object.fromEntries(['node:async_hooks', 'async_hooks'].map(id => [id, './src/interop/async-local-storage.ts']));

/** @type {import('../browsers/suites.mjs').Suite[]} */
const plain = [
  { name: 'async-local-storage', entry: 'tests/interop/async-local-storage/page.ts', where: ['page', 'module-worker'], build: { alias } },
  { name: 'async-local-storage-limits', entry: 'tests/interop/async-local-storage/limits.ts' },
  { name: 'async-local-storage-model', entry: 'tests/interop/async-local-storage/flows.ts' },
  { name: 'import-map', entry: 'tests/interop/async-local-storage/import-map.ts' },
  { name: 'opentelemetry', entry: 'tests/interop/opentelemetry/page.ts', build: { alias: { '#manager': './tests/interop/opentelemetry/our-manager.ts' } } },
  { name: 'context-manager', entry: 'tests/interop/opentelemetry/manager-page.ts', where: ['page', 'worker'] },
  { name: 'sentry', entry: 'tests/interop/sentry/page.ts' },
  { name: 'langgraph', entry: 'tests/interop/langgraph/page.ts', build: { define: { TRANSFORMED: 'false' } } },
  { name: 'langchain', entry: 'tests/interop/langgraph/context-variables.ts', build: { alias } },
  { name: 'openai-agents', entry: 'tests/interop/openai-agents/page.ts' },
  { name: 'recipes', entry: 'tests/interop/recipes/page.ts' },
  { name: 'hono', entry: 'tests/interop/hono/page.ts', build: { alias } },
  { name: 'convex', entry: 'tests/interop/convex/page.ts', build: { alias, define: { global: 'globalThis' } } },
  { name: 'react', entry: 'tests/interop/react/page.ts', build: { jsx: 'automatic' } },
  {
    name: 'vue',
    entry: 'tests/interop/vue/page.ts',
    build: { define: { __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'false' } },
  },
];

/** The applications as the plugins build them: all code is transformed, and the page has no await hook. */
const applications = ['opentelemetry', 'sentry', 'langgraph', 'langchain', 'openai-agents', 'recipes', 'hono', 'convex', 'react', 'vue'];
const again = plain
  .filter(({ name }) => applications.includes(name))
  .map(({ name, entry, build }) => ({
    name: `transformed-${name}`,
    entry,
    build: {
      ...build,
      define: { ...build?.define, TRANSFORMED: 'true' },
      plugins: [transformed()],
      alias: { ...build?.alias, '#carrier': carriers.transformed },
    },
  }));

/** Runs under OpenTelemetry's own manager on zone.js; this library's carrier makes zones follow native await. */
const byZone = {
  name: 'by-zone-opentelemetry',
  entry: 'tests/interop/opentelemetry/page.ts',
  build: { alias: { '#manager': './tests/interop/opentelemetry/zone-manager.ts', '#carrier': carriers.zone } },
};

export const interop = [...plain, ...again, byZone];
