// Loads the tools, in a CommonJS module, which can do so from Node 20.19 and 22.12 on: they are ES modules.
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
