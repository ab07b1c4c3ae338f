// The plugin for Vite: its development server, its builds, its server-side rendering.
import { unplugin } from '#unplugin';
import { keyOf } from '../key.js';
import { checkPluginOptions, type PluginOptions } from './options.js';
import { definition } from './rollup-hooks.js';

export type { Paths, PluginOptions } from './options.js';

const by = 'asynccontext/vite';

/** The entries that run in an app. */
const entries = ['', '/polyfill', '/runtime', '/context', '/async-local-storage', '/opentelemetry', '/sentry'].map(path => `asynccontext${path}`);

/**
 * Makes a plugin that transforms what Vite serves and bundles, after Vite and all plugins have made JavaScript of it.
 *
 * @param options - See `PluginOptions`.
 * @returns A plugin of Vite's.
 * @throws TypeError for options that are none; Error if the package `unplugin` is not installed, or too old.
 */
export default function asynccontext(options: PluginOptions = {}): { name: string } {
  checkPluginOptions(options, by);
  const create = () => {
    const { transform, ...plugin } = definition(options, by);
    // Before what Vite does last: it looks for imports.
    const { handler } = transform as { readonly handler: object };
    return { ...plugin, enforce: 'post' as const, transform: handler, vite: { config: () => config(options), configResolved: comesAfterMocks } };
  };
  return unplugin(by).createUnplugin(create).vite() as { name: string };
}

/** Keeps this package out of the bundles that Vite makes of dependencies, which are transformed when they are served, and in those for servers. */
const config = (options: PluginOptions) => {
  // A dependency that is kept out is resolved when it is served, so that the alias is found as well.
  const aliased = options.asyncHooks ? ['node:async_hooks', 'async_hooks'] : [];
  // The last is no module: browsers keep dependencies by a hash that this is a part of.
  return { optimizeDeps: { exclude: [...entries, ...aliased, `asynccontext/${keyOf(options)}`] }, ssr: { noExternal: ['asynccontext'] } };
};

/**
 * Has this plugin come right after Vitest's, which puts mocks, and code that is to run first, before all imports of a file: what they use of the runtime has
 * to be imported before them.
 */
function comesAfterMocks({ plugins }: { readonly plugins: readonly { readonly name: string }[] }): void {
  const list = plugins as { name: string }[];
  const own = list.findIndex(({ name }) => name === 'asynccontext');
  const mocks = list.findIndex(({ name }) => name === 'vitest:mocks');
  if (own < mocks) list.splice(mocks, 0, ...list.splice(own, 1));
}
