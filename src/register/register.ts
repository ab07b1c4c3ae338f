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
 * @throws Error if Node is older than 20.6, or the packages that the transform needs are not installed.
 */
export function registerTransform(): void {
  const [major, minor] = process.versions.node.split('.').map(Number) as [number, number];
  if (major < 20 || (major === 20 && minor < 6)) {
    throw new Error(
      `asynccontext/register: expected Node 20.6 or later, got ${process.version}. Transform the files when you build: asynccontext/esbuild and its like`,
    );
  }
  // That they are missing is to be said here, not by the first file.
  tools();
  const { registerHooks, register } = module as unknown as Hooks;
  if (registerHooks) registerHooks({ load: (url, context, nextLoad) => transformedResult(url, nextLoad(url, context)) });
  else register!(new URL('../../esm/node/register-hooks.js', here).href, here);
  wrapCompile();
}

/**
 * Transforms what is compiled as CommonJS. Hooks do not see all of it: before `registerHooks` nothing that is required; later on no text of a file
 * once `module.register` has been used, since Node then reads CommonJS behind all hooks; and never what a hook of `require` has compiled itself.
 */
function wrapCompile(): void {
  const { prototype } = module as unknown as { prototype: { _compile: Compile } };
  const compile = prototype._compile;
  prototype._compile = function _compile(code, filename, ...rest) {
    const [format] = rest;
    const known = format === 'module' || format === 'commonjs' ? format : undefined;
    return Reflect.apply(compile, this, [transformed(code, filename, known), filename, ...rest]);
  };
}
