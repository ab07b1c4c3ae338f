// The hooks of the plugin in bundlers with Rollup's interface: Rollup, Rolldown, Vite.
import type { TransformResult } from '../index.js';
import { defaultRuntime, importsCarrier, insider, isForBrowsers, isOwn, isWithHook, runtime, withoutHook } from '../own-files.js';
import { hookIsKept, leavesOutHook, needsHook, widen } from './hook.js';
import { languages } from '../parse.js';
import { createModuleFilter, type PluginOptions } from './plugin-options.js';
import { createInclude, transformFile, type Found } from './transform-file.js';
import type { Context, Definition, Resolved } from './unplugin.js';

/** Whether a bundler accepts CommonJS, as Rolldown does. In Rollup, and for browsers, every module at this point is an ES module. */
const takesCommonJS = ({ meta, environment }: Context): boolean => meta?.rolldownVersion !== undefined && environment?.mode !== 'dev';

/** The hook `transform`. @param meta - Rolldown's. */
function transform(this: Context, code: string, id: string, meta?: { readonly moduleType?: string }): Pick<TransformResult, 'code' | 'map'> | null {
  const type = meta?.moduleType;
  const lang = type === 'js' ? 'jsx' : languages.find(language => language === type);
  // The module is not code, but a text or an asset.
  if (type !== undefined && lang === undefined) return null;
  const warn = ({ text, line, column }: Found) => {
    // Vite does not print the place of a warning.
    this.warn({ message: `${id}:${line}:${column + 1}: ${text}`, id }, { line, column });
  };
  const result = transformFile(code, id, warn, { ...(lang && { lang }), ...(!takesCommonJS(this) && { format: 'module' }) });
  if (result === null) return null;
  if ('error' in result) {
    const { text, line, column } = result;
    return this.error(Object.assign(new SyntaxError(text), { id }), { line, column });
  }
  return { code: result.code, map: result.map };
}

const asyncHooks = /^(?:node:)?async_hooks$/;
const own = /^asynccontext(?:\/|$)/;

/** Makes the hook `resolveId`: resolves this package's runtime for all importers, and chooses this package's carrier. */
function createResolveId(options: PluginOptions) {
  const { asyncHooks: aliased = false } = options;
  const chosen = (found: Resolved): Resolved => (leavesOutHook(options) ? { ...found, id: withoutHook(found.id) } : found);
  return async function (this: Context, id: string, importer: string | undefined, how: object): Promise<Resolved | null> {
    if (id === runtime) {
      // Resolved from this package, because the importer may be a dependency that cannot resolve it; and as an ES module also for `require`.
      const found = await this.resolve(id, insider, { skipSelf: true });
      return found?.external ? found : chosen(found ?? { id: defaultRuntime });
    }
    if (aliased && asyncHooks.test(id) && !(importer !== undefined && isOwn(importer))) {
      const found = await this.resolve('asynccontext/async-local-storage', insider, { skipSelf: true });
      return found && isForBrowsers(found.id) ? chosen(found) : null;
    }
    if (!own.test(id) && !importsCarrier(id, importer)) return null;
    const found = await this.resolve(id, importer, { ...how, skipSelf: true });
    return found && chosen(found);
  };
}

/** Makes the hook `buildEnd`: warns of the files for which the bundle has the await hook. */
function createBuildEnd(options: PluginOptions, by: string) {
  const isIncluded = createInclude(options, createModuleFilter);
  const isModule = createInclude({}, createModuleFilter);
  return function (this: Context, error?: unknown): void {
    if (error || options.awaitHook !== undefined) return;
    const ids = [...this.getModuleIds()];
    if (!ids.some(isWithHook)) return;
    // In a development server the code of modules is not available.
    const codeOf = (id: string) => this.getModuleInfo(id)?.code ?? '';
    const left = ids.filter(id => isModule(id) && !isIncluded(id) && needsHook(codeOf(id)));
    if (left.length > 0) this.warn({ message: hookIsKept(by, left, widen) });
  };
}

/** The plugin in unplugin's form. */
export const definition = (options: PluginOptions, by: string): Definition & { readonly transform: object } => ({
  name: 'asynccontext',
  transformInclude: createInclude(options, createModuleFilter),
  transform: { order: 'post', handler: transform },
  // Before other plugins, which do not know the builds of this package.
  resolveId: { order: 'pre', handler: createResolveId(options) },
  buildEnd: createBuildEnd(options, by),
});
