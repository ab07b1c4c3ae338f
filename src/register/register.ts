// Puts the transform between Node and the files that it loads.
import { here } from '#here';
import module from 'node:module';
import { tools } from '#tools';
import { transformed, transformedResult, type Loaded } from './files.js';

/** Hooks that run in the thread that loads, which newer versions have, see what is required as well as what is imported. */
type Load = (url: string, context: object, nextLoad: (url: string, context: object) => Loaded) => Loaded;
interface Hooks {
  registerHooks?(hooks: { load: Load }): void;
  register?(specifier: string, parent: string): void;
}

type Compile = (this: object, code: string, filename: string, ...rest: unknown[]) => unknown;

/**
 * Has Node transform what it loads from now on.
 *
 * @throws Error if there is nothing that shows what is loaded, as in Node before 20.6 and in Bun, or the packages that the transform needs are not installed,
 *   or too old.
 */
export function registerTransform(): void {
  const { registerHooks, register } = module as Hooks;
  const { bun, node } = process.versions;
  const [major, minor] = node.split('.').map(Number) as [number, number];
  // Bun has `register`, which does nothing.
  const works = registerHooks !== undefined || (bun === undefined && register !== undefined && (major > 20 || (major === 20 && minor >= 6)));
  if (!works) {
    const found = bun === undefined ? process.version : `Bun ${bun}, which lets nobody see what it loads`;
    throw new Error(
      `asynccontext/register: expected Node 20.6 or later, got ${found}. Transform the files when you build: asynccontext/esbuild and its like. ` +
        'For the global alone, load asynccontext/polyfill.',
    );
  }
  // That they are missing is to be said here, not by the first file.
  tools();
  if (registerHooks) registerHooks({ load: (url, context, nextLoad) => transformedResult(url, nextLoad(url, context)) });
  else register!(new URL('../../esm/node/register-hooks.js', here).href, here);
  wrapCompile();
}

/**
 * Transforms what is compiled as CommonJS. Hooks do not see all of it: before `registerHooks` nothing that is required; later on no text of a file
 * once `module.register` has been used, since Node then reads CommonJS behind all hooks; and never what a hook of `require` has compiled itself.
 */
function wrapCompile(): void {
  const { prototype } = module as typeof module & { readonly prototype: { _compile: Compile } };
  const compile = prototype._compile;
  prototype._compile = function _compile(code, filename, ...rest) {
    const [format] = rest;
    const known = format === 'module' || format === 'commonjs' ? format : undefined;
    return Reflect.apply(compile, this, [transformed(code, filename, known), filename, ...rest]);
  };
}
