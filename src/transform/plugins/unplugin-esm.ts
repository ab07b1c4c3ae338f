// Loads unplugin, in an ES module. If it is missing or unfit, the first use throws.
import { checkExports, checkVersion } from '../peers.js';
import { missing, unpluginPeer, type Unplugin } from './unplugin.js';

// The types of unplugin need those of all bundlers. TypeScript does not resolve a specifier of the type `string`.
const loaded = await (import('unplugin' as string) as Promise<Unplugin>).catch(missing);

/**
 * Returns the package.
 *
 * @param by - The entry that needs it, for messages.
 * @throws Error if the package is missing or too old.
 */
export function unplugin(by: string): Unplugin {
  checkVersion(unpluginPeer, by);
  if (loaded instanceof Error) throw loaded;
  checkExports(unpluginPeer, loaded, by);
  return loaded;
}
