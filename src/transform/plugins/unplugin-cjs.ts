// Loads unplugin, in a CommonJS module, which can do so from Node 20.19 and 22.12 on: it is an ES module.
import { checkExports, checkVersion } from '../peers.js';
import { missing, unpluginPeer, type Unplugin } from './unplugin.js';

/**
 * The package.
 *
 * @param by - The entry that needs it.
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
