// The plugin for Bun.
import { unplugin } from '#unplugin';
import { setUpBun } from './bun-setup.js';
import { checkPluginOptions, type PluginOptions } from './options.js';

export type { Paths, PluginOptions } from './options.js';

const by = 'asynccontext/bun';

/**
 * Makes a plugin that transforms what `Bun.build` bundles and, with `Bun.plugin`, what Bun loads when it runs a program.
 *
 * @param options - See `PluginOptions`.
 * @returns A plugin of Bun's.
 * @throws TypeError for options that are none; Error if the package `unplugin` is not installed, or too old, or this is not Bun.
 */
export default function asynccontext(options: PluginOptions = {}): { name: string; setup(build: any): void | Promise<void> } {
  checkPluginOptions(options, by);
  if (process.versions['bun'] === undefined) throw new Error(`${by}: expected Bun, got Node ${process.version}. Bun's plugins work in Bun alone.`);
  return unplugin(by)
    .createUnplugin(() => ({ name: 'asynccontext', bun: { setup: (build: never) => setUpBun(build, options, by) } }))
    .bun() as ReturnType<typeof asynccontext>;
}
