// Loads the tools, in an ES module. If one is missing or unfit, the first use throws.
import { checkedTools, checkTools, missing, type Tools } from './tools.js';

async function load(): Promise<Tools> {
  checkTools();
  return checkedTools(...(await Promise.all([import('oxc-parser'), import('magic-string')]).catch(cause => Promise.reject(missing(cause)))));
}
const loaded = await load().catch((error: Error) => error);

/** The tools. */
export function tools(): Tools {
  if (loaded instanceof Error) throw loaded;
  return loaded;
}
