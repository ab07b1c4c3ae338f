// The plugin for Rollup.
import { unplugin } from '#unplugin';
import { checkPluginOptions, type PluginOptions } from './plugin-options.js';
import { definition } from './rollup-hooks.js';

export type { Paths, PluginOptions } from './plugin-options.js';

const by = 'asynccontext/rollup';

/**
 * Makes a plugin that transforms the files that Rollup bundles, after the plugins that compile other languages to JavaScript.
 *
 * @param options - See `PluginOptions`.
 * @returns A plugin for Rollup.
 * @throws TypeError if an option is unknown or of the wrong type; Error if the package `unplugin` is missing or too old.
 */
export default function asynccontext(options: PluginOptions = {}): { name: string } {
  checkPluginOptions(options, by);
  return unplugin(by)
    .createUnplugin(() => definition(options, by))
    .rollup() as { name: string };
}
