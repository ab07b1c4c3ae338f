// Loads unplugin, in a CommonJS module. It is an ES module, which CommonJS can load on Node 20.19, 22.12 and later.
import { checkExports, checkVersion } from '../peers.js';
import { missing, unpluginPeer, type Unplugin } from './unplugin.js';

/**
 * Returns the package.
 *
 * @param by - The entry that needs it, for messages.
 * @throws Error if the package is missing or too old.
 */
export function unplugin(by: string): Unplugin {
  checkVersion(unpluginPeer, by);
  const loaded = load();
  checkExports(unpluginPeer, loaded, by);
  return loaded;
}

function load(): Unplugin {
  try {
    return require('unplugin');
  } catch (cause) {
    throw missing(cause);
  }
}
