// Installs hooks that transform the files that Node loads.
import { here } from '#here';
import module from 'node:module';
import { tools } from '#tools';
import { transformed, transformedResult, type Loaded } from './files.js';

/** A hook of `registerHooks`, which newer versions have. It runs in the loading thread, and sees both required and imported files. */
type Load = (url: string, context: object, nextLoad: (url: string, context: object) => Loaded) => Loaded;
interface Hooks {
  registerHooks?(hooks: { load: Load }): void;
  register?(specifier: string, parent: string): void;
}

type Compile = (this: object, code: string, filename: string, ...rest: unknown[]) => unknown;

/**
 * Makes Node transform the files that it loads from now on.
 *
 * @throws Error if the runtime has no hooks for loaded files, as Node before 20.6 and Bun, or if a package that the transform needs is missing or too
 *   old.
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
  // Throws here if the packages are missing, not at the first file.
  tools();
  if (registerHooks) registerHooks({ load: (url, context, nextLoad) => transformedResult(url, nextLoad(url, context)) });
  else register!(new URL('../../esm/node/register-hooks.js', here).href, here);
  wrapCompile();
}

/**
 * Transforms code when it is compiled as CommonJS, because hooks do not see all of it. Without `registerHooks` they see no required file. With it, they
 * do not see the text of CommonJS files once `module.register` was called, because Node then reads these after all hooks. And they never see code that a
 * hook of `require` has compiled itself.
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
