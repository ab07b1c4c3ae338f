// The plugin for Vite: its development server, its builds, its server-side rendering.
import { unplugin } from '#unplugin';
import { keyOf } from '../key.js';
import { checkPluginOptions, type PluginOptions } from './plugin-options.js';
import { definition } from './rollup-hooks.js';

export type { Paths, PluginOptions } from './plugin-options.js';

const by = 'asynccontext/vite';

/** The entries that run in an app. */
const entries = ['', '/polyfill', '/runtime', '/context', '/async-local-storage', '/opentelemetry', '/sentry'].map(path => `asynccontext${path}`);

/**
 * Makes a plugin that transforms the files that Vite serves and bundles, after Vite and all plugins have compiled them to JavaScript.
 *
 * @param options - See `PluginOptions`.
 * @returns A plugin for Vite.
 * @throws TypeError if an option is unknown or of the wrong type; Error if the package `unplugin` is missing or too old.
 */
export default function asynccontext(options: PluginOptions = {}): { name: string } {
  checkPluginOptions(options, by);
  const create = () => {
    const { transform, ...plugin } = definition(options, by);
    // Before Vite's last step, which looks for imports.
    const { handler } = transform as { readonly handler: object };
    return { ...plugin, enforce: 'post' as const, transform: handler, vite: { config: () => config(options), configResolved: comesAfterMocks } };
  };
  return unplugin(by).createUnplugin(create).vite() as { name: string };
}

/** Keeps this package out of Vite's bundles of dependencies, which are transformed when they are served, and includes it in bundles for servers. */
const config = (options: PluginOptions) => {
  // An excluded dependency is resolved when it is served, so the alias is applied.
  const aliased = options.asyncHooks ? ['node:async_hooks', 'async_hooks'] : [];
  // The last entry is not a module. It changes the hash by which browsers cache dependencies.
  return { optimizeDeps: { exclude: [...entries, ...aliased, `asynccontext/${keyOf(options)}`] }, ssr: { noExternal: ['asynccontext'] } };
};

/**
 * Puts this plugin right after Vitest's plugin, which moves mocks and hoisted code before all imports of a file. The runtime that this code uses must be
 * imported before it.
 */
function comesAfterMocks({ plugins }: { readonly plugins: readonly { readonly name: string }[] }): void {
  const list = plugins as { name: string }[];
  const own = list.findIndex(({ name }) => name === 'asynccontext');
  const mocks = list.findIndex(({ name }) => name === 'vitest:mocks');
  if (own < mocks) list.splice(mocks, 0, ...list.splice(own, 1));
}
