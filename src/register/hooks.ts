// The hooks that Node runs in a thread of their own, in versions without `registerHooks`. They see imported files.
import { transformedResult, type Loaded } from './files.js';

/** https://nodejs.org/api/module.html#loadurl-context-nextload */
export const load = async (url: string, context: object, nextLoad: (url: string, context: object) => Promise<Loaded>): Promise<Loaded> =>
  transformedResult(url, await nextLoad(url, context));
