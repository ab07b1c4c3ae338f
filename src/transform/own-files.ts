// This package's own files: those of every copy are left alone, and of each a bundle gets the carrier that suits it.
import { here } from '#here';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The folder of this package, with a separator at its end: `dist/FORMAT/FOLDER/`, where the built file is, is in it. */
export const root = fileURLToPath(new URL('../../../', here));

/** A file at the top of this package, to resolve the package's own name from. */
export const insider = fileURLToPath(new URL('../../../package.json', here));

/** The module that transformed code imports. */
export const runtime = 'asynccontext/runtime';

/** The runtime of this package for bundlers that resolve no packages. It finds out by itself where it runs. */
export const defaultRuntime = fileURLToPath(new URL('../../esm/any/runtime.js', here));

const dist = `${root}dist/`.replaceAll('\\', '/');
const copies = /\/asynccontext\/dist\/(?:(?:esm|cjs)\/(?:node|any|transformed|shared|es2019)\/[\w-]+\.js|asynccontext\.global\.min\.js)(?:$|\?)/;

/** Whether a file is part of a copy of this package. */
export function isOwn(id: string): boolean {
  const path = id.replaceAll('\\', '/');
  return path.startsWith(dist) || copies.test(path);
}

/** Whether a file of this package imports the carrier for browsers. */
export const importsCarrier = (id: string, importer: string | undefined): boolean =>
  /^\.\.?\/(?:any\/)?carrier\.js$/.test(id) && importer !== undefined && isOwn(importer);

/** The carrier without the await hook, for the one with it; any other file as it is. */
export function withoutHook(id: string): string {
  if (!isOwn(id)) return id;
  const other = id.replace(/([\\/]dist[\\/](?:esm|cjs)[\\/])any([\\/][\w-]+\.js(?:$|\?))/, '$1transformed$2');
  return existsSync(other.replace(/\?.*$/, '')) ? other : id;
}

/** Whether a file is a carrier for browsers, with the await hook or without. */
export const isWithHook = (id: string): boolean => isOwn(id) && /[\\/]any[\\/]carrier\.js(?:$|\?)/.test(id);
export const isWithoutHook = (id: string): boolean => isOwn(id) && /[\\/]transformed[\\/]carrier\.js(?:$|\?)/.test(id);

/** Whether a file is one of this package for engines that are not like Node. */
export const isForBrowsers = (id: string): boolean => isOwn(id) && /[\\/](?:any|transformed)[\\/][\w-]+\.js(?:$|\?)/.test(id);
