// The hooks of Node's that run in a thread of their own, where there are no others: they see what is imported.
import { transformedResult, type Loaded } from './files.js';

/** https://nodejs.org/api/module.html#loadurl-context-nextload */
export const load = async (url: string, context: object, nextLoad: (url: string, context: object) => Promise<Loaded>): Promise<Loaded> =>
  transformedResult(url, await nextLoad(url, context));
