// Loads unplugin, in an ES module. That there is none, or none that will do, is said by the first use.
import { checkExports, checkVersion } from '../peers.js';
import { missing, unpluginPeer, type Unplugin } from './unplugin.js';

// Its types need those of all bundlers; TypeScript does not look for what may be any string.
const loaded = await (import('unplugin' as string) as Promise<Unplugin>).catch(missing);

/**
 * The package.
 *
 * @param by - The entry that needs it.
 */
export function unplugin(by: string): Unplugin {
  checkVersion(unpluginPeer, by);
  if (loaded instanceof Error) throw loaded;
  checkExports(unpluginPeer, loaded, by);
  return loaded;
}
