// This package's own files. The files of all copies are left alone, but a bundle gets the carrier that suits it.
import { here } from '#here';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of this package, with a separator at its end. The built file is in `dist/FORMAT/FOLDER/` below it. */
export const root = fileURLToPath(new URL('../../../', here));

/** A file at the top of this package, from which the package's own name is resolved. */
export const insider = fileURLToPath(new URL('../../../package.json', here));

/** The module that transformed code imports. */
export const runtime = 'asynccontext/runtime';

/** The runtime of this package, for bundlers that do not resolve packages. It detects the engine at run time. */
export const defaultRuntime = fileURLToPath(new URL('../../esm/any/runtime.js', here));

const dist = `${root}dist/`.replaceAll('\\', '/');
const copies = /\/asynccontext\/dist\/(?:(?:esm|cjs)\/(?:node|any|transformed|shared|es2019)\/[\w-]+\.js|asynccontext\.global\.min\.js)(?:$|\?)/;

/** Whether a file is part of a copy of this package. */
export function isOwn(id: string): boolean {
  const path = id.replaceAll('\\', '/');
  return path.startsWith(dist) || copies.test(path);
}

/** Whether an import is that of the carrier for browsers, by a file of this package. */
export const importsCarrier = (id: string, importer: string | undefined): boolean =>
  /^\.\.?\/(?:any\/)?carrier\.js$/.test(id) && importer !== undefined && isOwn(importer);

/** Returns the variant without the await hook of a file of this package, if there is one; else the file itself. */
export function withoutHook(id: string): string {
  if (!isOwn(id)) return id;
  const other = id.replace(/([\\/]dist[\\/](?:esm|cjs)[\\/])any([\\/][\w-]+\.js(?:$|\?))/, '$1transformed$2');
  return existsSync(other.replace(/\?.*$/, '')) ? other : id;
}

/** Whether a file is a carrier for browsers, with the await hook or without. */
export const isWithHook = (id: string): boolean => isOwn(id) && /[\\/]any[\\/]carrier\.js(?:$|\?)/.test(id);
export const isWithoutHook = (id: string): boolean => isOwn(id) && /[\\/]transformed[\\/]carrier\.js(?:$|\?)/.test(id);

/** Whether a file is one of this package's builds for browsers. */
export const isForBrowsers = (id: string): boolean => isOwn(id) && /[\\/](?:any|transformed)[\\/][\w-]+\.js(?:$|\?)/.test(id);
