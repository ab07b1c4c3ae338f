// Loads unplugin, in a CommonJS module, which can do so from Node 20.19 and 22.12 on: it is an ES module.
import { missing, type Unplugin } from './unplugin.js';

/** The package. */
export function unplugin(): Unplugin {
  try {
    return require('unplugin');
  } catch (cause) {
    throw missing(cause);
  }
}
