// Loads the tools, in an ES module. That there are none is said by the first use.
import { createTools, missing, type Tools } from './tools.js';

async function load(): Promise<Tools> {
  const [parser, magicString] = await Promise.all([import('oxc-parser'), import('magic-string')]);
  return createTools(parser, magicString);
}
const loaded = await load().catch(missing);

/** The tools. */
export function tools(): Tools {
  if (loaded instanceof Error) throw loaded;
  return loaded;
}
