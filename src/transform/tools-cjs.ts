// Loads the tools, in a CommonJS module. They are ES modules, which CommonJS can load on Node 20.19, 22.12 and later.
import { checkedTools, checkTools, missing, type Tools } from './tools.js';

let loaded: Tools | undefined;

/** The tools. */
export function tools(): Tools {
  return (loaded ??= checkedTools(...load()));
}

function load(): Parameters<typeof checkedTools> {
  checkTools();
  try {
    return [require('oxc-parser'), require('magic-string')];
  } catch (cause) {
    throw missing(cause);
  }
}
