// The plugin for Rspack.
import { unplugin } from '#unplugin';
import { checkPluginOptions, type PluginOptions } from './plugin-options.js';
import { definition } from './webpack-hooks.js';

export type { Paths, PluginOptions } from './plugin-options.js';

const by = 'asynccontext/rspack';

/**
 * Makes a plugin that transforms the files that Rspack bundles, after all loaders.
 *
 * @param options - See `PluginOptions`.
 * @returns A plugin for Rspack.
 * @throws TypeError if an option is unknown or of the wrong type; Error if the package `unplugin` is missing or too old.
 */
export default function asynccontext(options: PluginOptions = {}): { apply(compiler: any): void } {
  checkPluginOptions(options, by);
  const create = () => {
    const { prepare, ...plugin } = definition(options, by);
    return { ...plugin, rspack: prepare };
  };
  return unplugin(by).createUnplugin(create).rspack() as { apply(compiler: unknown): void };
}
