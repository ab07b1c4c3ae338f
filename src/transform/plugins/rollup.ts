// The plugin for Rollup.
import { unplugin } from '#unplugin';
import { checkPluginOptions, type PluginOptions } from './options.js';
import { definition } from './rollup-hooks.js';

export type { Paths, PluginOptions } from './options.js';

const by = 'asynccontext/rollup';

/**
 * Makes a plugin that transforms what Rollup bundles, after all plugins that make JavaScript of something else.
 *
 * @param options - See `PluginOptions`.
 * @returns A plugin of Rollup's.
 * @throws TypeError for options that are none; Error if the package `unplugin` is not installed, or too old.
 */
export default function asynccontext(options: PluginOptions = {}): { name: string } {
  checkPluginOptions(options, by);
  return unplugin(by)
    .createUnplugin(() => definition(options, by))
    .rollup() as { name: string };
}
