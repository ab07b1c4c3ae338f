// Loads the tools, in an ES module. That there are none is said by the first use.
import { missing, type Tools } from './tools.js';

async function load(): Promise<Tools> {
  const [{ parseSync, visitorKeys }, { default: MagicString }] = await Promise.all([import('oxc-parser'), import('magic-string')]);
  return { parseSync, visitorKeys, MagicString };
}
const loaded = await load().catch(missing);

/** The tools. */
export function tools(): Tools {
  if (loaded instanceof Error) throw loaded;
  return loaded;
}
