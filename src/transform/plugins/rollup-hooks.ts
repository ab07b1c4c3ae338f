// The hooks of the plugin in bundlers that have Rollup's: Rollup, Vite.
import type { TransformResult } from '../index.js';
import { defaultRuntime, insider, isForBrowsers, isOwn, runtime, withoutHook } from './own-files.js';
import type { PluginOptions } from './options.js';
import { foundOf, transformFile } from './transform-file.js';
import type { Context, Resolved } from './unplugin.js';

/** The hook `transform`. */
export function transformHook(this: Context, code: string, id: string): Pick<TransformResult, 'code' | 'map'> | null {
  const result = transformFile(code, id);
  if (result === null) return null;
  if ('text' in result) {
    const { text, ...position } = result;
    return this.error(Object.assign(new SyntaxError(text), { id }), position);
  }
  for (const warning of result.warnings) {
    const { text, ...position } = foundOf(warning);
    this.warn({ message: text, id }, position);
  }
  return { code: result.code, map: result.map };
}

const asyncHooks = /^(?:node:)?async_hooks$/;
const own = /^asynccontext(?:\/|$)/;

/** The hook `resolveId`: finds this package's runtime for everybody, and chooses among this package's builds. */
export function createResolveId({ awaitHook = false, asyncHooks: aliased = false }: PluginOptions) {
  const chosen = (found: Resolved): Resolved => (awaitHook ? found : { ...found, id: withoutHook(found.id) });
  return async function (this: Context, id: string, importer: string | undefined, options: object): Promise<Resolved | null> {
    if (id === runtime) {
      // Not where the importer is, which may be a dependency that has never heard of this package; and as an ES module also for `require`.
      const found = await this.resolve(id, insider, { skipSelf: true });
      return found?.external ? found : chosen(found ?? { id: defaultRuntime });
    }
    if (aliased && asyncHooks.test(id) && !(importer !== undefined && isOwn(importer))) {
      const found = await this.resolve('asynccontext/async-local-storage', insider, { skipSelf: true });
      return found && isForBrowsers(found.id) ? chosen(found) : null;
    }
    if (!own.test(id)) return null;
    const found = await this.resolve(id, importer, { ...options, skipSelf: true });
    return found && chosen(found);
  };
}
