// The plugin for Rolldown.
import { unplugin } from '#unplugin';
import { checkPluginOptions, type PluginOptions } from './plugin-options.js';
import { definition } from './rollup-hooks.js';

export type { Paths, PluginOptions } from './plugin-options.js';

const by = 'asynccontext/rolldown';

/**
 * Makes a plugin that transforms the files that Rolldown bundles, after the plugins that compile other languages to JavaScript.
 *
 * @param options - See `PluginOptions`.
 * @returns A plugin for Rolldown.
 * @throws TypeError if an option is unknown or of the wrong type; Error if the package `unplugin` is missing or too old.
 */
export default function asynccontext(options: PluginOptions = {}): { name: string } {
  checkPluginOptions(options, by);
  return unplugin(by)
    .createUnplugin(() => definition(options, by))
    .rolldown() as { name: string };
}
