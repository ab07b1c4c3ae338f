// Realms with the library, one on each kind of carrier, in which code runs untransformed and transformed.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { createContext, runInContext, type Context } from 'node:vm';
import { build } from 'esbuild';
import { transform } from '../../src/transform/index.js';

const root = process.cwd();
// Not bundled with the test, since build.mjs finds files relative to its own location.
const { carriers, common } = await import(pathToFileURL(join(root, 'build.mjs')).href);
const require = createRequire(import.meta.url);

/** The scope of a program. */
export interface World {
  [name: string]: unknown;
}

export interface Realm {
  readonly name: string;
  /** Runs the body of an async function in a fresh realm, with these names in its scope. */
  run(code: string, options: { transformed: boolean }, world: (lib: Lib) => World): Promise<unknown>;
}

/** The parts of the library in a realm. */
export interface Lib {
  readonly AsyncContext: typeof import('../../src/index.js').AsyncContext;
  readonly runtime: object;
}

async function bundle(engine: 'node' | 'any', carrier: string): Promise<string> {
  const base = common(engine);
  const { outputFiles } = await build({
    ...base,
    alias: { ...base.alias, '#carrier': carrier },
    stdin: {
      contents: "export { AsyncContext } from './src/index.ts'; export * as runtime from './src/runtime/index.ts';",
      resolveDir: root,
    },
    format: 'iife',
    globalName: 'lib',
    platform: engine === 'node' ? 'node' : 'browser',
    sourcemap: false,
    write: false,
  });
  return outputFiles![0]!.text;
}

const bundles = {
  AsyncLocalStorage: await bundle('node', carriers.node),
  'the await hook': await bundle('any', carriers.any),
  'no hook': await bundle('any', join(root, 'src/carriers/for-transformed.ts')),
};

/** Transforms the body of an async function; fails if the transform changes nothing in it. */
export function transformBody(code: string): string {
  const result = transform(`(async function main() {${code}\n})`, { filename: 'program.js', format: 'commonjs' });
  if (result === null) throw new Error('expected a program that is transformed, got one in which nothing suspends');
  return result.code.replace(/^(var\{.*?;)?(.*)$/s, '$1return $2');
}

type Body = (code: string) => string;

/** Makes a realm. @param transformBody - Transforms a program into code that returns a function. @param asItIs - Does the same without a transform. */
export function makeRealm(name: keyof typeof bundles, transformBody: Body, asItIs: Body = code => `return (async function main() {${code}\n})`): Realm {
  return {
    name,
    async run(code, { transformed }, world) {
      const context: Context = createContext({ console: { warn() {} } });
      // Without `process`, a host does not look like Node.
      if (name === 'AsyncLocalStorage') Object.assign(context, { require });
      runInContext(`${bundles[name]};globalThis.lib = lib`, context);
      const { lib } = context as unknown as { lib: Lib };
      const scope = world(lib);
      const text = transformed ? transformBody(code) : asItIs(code);
      const make = runInContext(`(function (require, ${Object.keys(scope).join(', ')}) {${text}\n})`, context) as Function;
      return (make(() => lib.runtime, ...Object.values(scope)) as () => Promise<unknown>)();
    },
  };
}

export const realms: readonly Realm[] = (['AsyncLocalStorage', 'the await hook', 'no hook'] as const).map(name => makeRealm(name, transformBody));
