// Loads the tools, in a CommonJS module, which can do so from Node 20.19 and 22.12 on: they are ES modules.
import { createTools, missing, type Tools } from './tools.js';

let loaded: Tools | undefined;

/** The tools. */
export function tools(): Tools {
  try {
    return (loaded ??= load());
  } catch (cause) {
    throw missing(cause);
  }
}

function load(): Tools {
  const parser = require('oxc-parser');
  return createTools(parser, require('magic-string'));
}
