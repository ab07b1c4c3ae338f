// The hooks of the plugin in bundlers that have Rollup's: Rollup, Vite.
import type { TransformResult } from '../index.js';
import { defaultRuntime, importsCarrier, insider, isForBrowsers, isOwn, runtime, withoutHook } from '../own-files.js';
import type { PluginOptions } from './options.js';
import { transformFile, type Found } from './transform-file.js';
import type { Context, Resolved } from './unplugin.js';

/** Whether a bundler knows CommonJS by itself, as Rolldown does. For Rollup and for browsers, whatever came here is an ES module. */
const takesCommonJS = ({ meta, environment }: Context): boolean => meta?.rolldownVersion !== undefined && environment?.mode !== 'dev';

/** The hook `transform`. */
export function transformHook(this: Context, code: string, id: string): Pick<TransformResult, 'code' | 'map'> | null {
  const warn = ({ text, line, column }: Found) => {
    // Vite does not say of a warning where it belongs.
    this.warn({ message: `${id}:${line}:${column + 1}: ${text}`, id }, { line, column });
  };
  const result = transformFile(code, id, warn, takesCommonJS(this) ? {} : { format: 'module' });
  if (result === null) return null;
  if ('error' in result) {
    const { text, line, column } = result;
    return this.error(Object.assign(new SyntaxError(text), { id }), { line, column });
  }
  return { code: result.code, map: result.map };
}

const asyncHooks = /^(?:node:)?async_hooks$/;
const own = /^asynccontext(?:\/|$)/;

/** The hook `resolveId`: finds this package's runtime for everybody, and chooses among this package's carriers. */
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
    if (!own.test(id) && !importsCarrier(id, importer)) return null;
    const found = await this.resolve(id, importer, { ...options, skipSelf: true });
    return found && chosen(found);
  };
}
