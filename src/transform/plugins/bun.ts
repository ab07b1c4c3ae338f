// The plugin for Bun.
import { unplugin } from '#unplugin';
import { setUpBun } from './bun-setup.js';
import { checkPluginOptions, type PluginOptions } from './plugin-options.js';

export type { Paths, PluginOptions } from './plugin-options.js';

const by = 'asynccontext/bun';

/**
 * Makes a plugin that transforms the files that `Bun.build` bundles and, with `Bun.plugin`, the files that Bun loads when it runs a program.
 *
 * @param options - See `PluginOptions`.
 * @returns A plugin for Bun.
 * @throws TypeError if an option is unknown or of the wrong type; Error if the package `unplugin` is missing or too old, or the runtime is not Bun.
 */
export default function asynccontext(options: PluginOptions = {}): { name: string; setup(build: any): void | Promise<void> } {
  checkPluginOptions(options, by);
  if (process.versions['bun'] === undefined) throw new Error(`${by}: expected Bun, got Node ${process.version}. Bun's plugins work in Bun alone.`);
  return unplugin(by)
    .createUnplugin(() => ({ name: 'asynccontext', bun: { setup: (build: never) => setUpBun(build, options, by) } }))
    .bun() as ReturnType<typeof asynccontext>;
}
