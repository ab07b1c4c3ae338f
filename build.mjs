// Builds dist/: a table of entries, each for the engines of the `node` condition and for all others, as ESM and as CommonJS.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync, cpSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { minify } from 'terser';

const root = dirname(fileURLToPath(import.meta.url));
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** What a user imports: the name of the built file, and the source. */
export const entries = {
  index: 'src/index.ts',
  polyfill: 'polyfill/index.ts',
  context: 'src/context/index.ts',
  'async-local-storage': 'src/interop/async-local-storage.ts',
  opentelemetry: 'src/interop/opentelemetry.ts',
  runtime: 'src/runtime/index.ts',
};

/** What runs when an app is built, or on its way into Node: for Node alone. */
const nodeEntries = {
  transform: 'src/transform/index.ts',
  esbuild: 'src/transform/plugins/esbuild.ts',
  vite: 'src/transform/plugins/vite.ts',
  rollup: 'src/transform/plugins/rollup.ts',
  webpack: 'src/transform/plugins/webpack.ts',
  register: 'src/register/index.ts',
  'register-hooks': 'src/register/hooks.ts',
};

/** Which carrier an import of `#carrier` is, for each kind of engine. */
export const carriers = {
  node: join(root, 'src/carriers/for-node.ts'),
  any: join(root, 'src/carriers/for-any.ts'),
  // Chosen by the plugins, not by a condition.
  transformed: join(root, 'src/carriers/for-transformed.ts'),
};

/** What an import of `#async-hooks` is: Node's module, or our likeness of it. */
const asyncHooks = {
  node: join(root, 'src/interop/for-node.ts'),
  any: join(root, 'src/interop/for-any.ts'),
  transformed: join(root, 'src/interop/for-any.ts'),
};

/** How what runs at build time loads its tools, in each format. */
export const tools = Object.fromEntries(
  ['esm', 'cjs'].map(format => [
    format,
    {
      '#tools': join(root, `src/transform/tools-${format}.ts`),
      '#unplugin': join(root, `src/transform/plugins/unplugin-${format}.ts`),
      '#here': join(root, `src/transform/here-${format}.ts`),
    },
  ]),
);

/** What every build of this source has in common, those of the tests included. */
export const common = engine => ({
  absWorkingDir: root,
  bundle: true,
  target: 'es2022',
  charset: 'utf8',
  sourcemap: true,
  logLevel: 'warning',
  alias: { '#carrier': carriers[engine], '#async-hooks': asyncHooks[engine], ...tools.esm },
  external: ['node:*', 'oxc-parser', 'magic-string', 'unplugin'],
});

/**
 * esbuild has each entry import all of its chunks, in case they have effects. Ours have none, as package.json says: bundlers would warn that they
 * ignore these imports. An empty line takes the place of each, so that source maps stay right.
 */
function dropIdleImports(folder) {
  for (const name of readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.js'))) {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    const kept = text.replace(/^import "\.\/chunk-\w+\.js";$/gm, '');
    if (kept !== text) writeFileSync(path, kept);
  }
}

/** What esbuild makes CommonJS with takes nothing inherited for its own: a page, or a library, may have added a `get` to Object.prototype. */
function keepBare(folder) {
  for (const name of readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.js'))) {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    const own = text.replace('for (var name in all)', 'for (var name of __getOwnPropNames(all))');
    writeFileSync(path, own.replace(/(__defProp\((?:to|target|\{\}), (?:key|name|"\w+"), \{) /g, '$1 __proto__: null, '));
  }
}

/**
 * ES modules are strict, but esbuild makes sloppy code of them in a script: there a function gets the global as its `this`, and `fn.caller` leads from
 * a callback of the page into the library. The body of a class is strict wherever it stands and however it is bundled, so that a method holds each
 * module that has functions. What is added goes to lines that are there, so that source maps stay right.
 */
function keepStrict(folder) {
  for (const name of readdirSync(folder).filter(name => name.endsWith('.js'))) {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    const imports = [...text.matchAll(/^import (?:\{([^}]*)\} from )?".+";\n/gm)];
    const start = imports.length === 0 ? 0 : imports.at(-1).index + imports.at(-1)[0].length;
    const [, body, list = '', end] = /^([^]*?)(?:^export \{([^}]*)\};\n)?(\/\/# sourceMappingURL=.*\n)$/m.exec(text.slice(start));
    if (!/=>|\bfunction\b|\bclass\b/.test(body)) continue;
    const locals = names => names.split(',').map(name => name.trim()).filter(name => name !== '');
    const imported = new Set(imports.flatMap(([, names = '']) => locals(names).map(name => name.split(' as ').at(-1))));
    /** What it makes itself, each with the name that others import. */
    const made = locals(list).map(name => name.split(' as ')).filter(([name]) => !imported.has(name));
    const outside = made.map(([name]) => `$${name}`).join(', ');
    const exported = list.replace(/^  (\w+)( as \w+)?/gm, (item, name, as) => (imported.has(name) ? item : `  $${name}${as ?? ` as ${name}`}`));
    writeFileSync(
      path,
      `${text.slice(0, start)}${made.length === 0 ? '' : `var [${outside}] = `}(class { static make() { ${body.replace(/^ *"use strict";$/gm, '')}` +
        `${made.length === 0 ? '' : `return [${made.map(([name]) => name).join(', ')}]; `}} }).make();\n${list === '' ? '' : `export {${exported}};\n`}${end}`,
    );
  }
}

/**
 * Properties that only one build reads, which get shorter names in what browsers load. None is one of the platform's, or of what copies of the library share: of
 * `AgentRecord`, `Activations` and the objects of the specification.
 */
const internal =
  /^(EMPTY|allocateKey|around|carriesAwait|counts|covered|earned|ends|inside|isLost|isOpen|last|made|mapping|methods|openContinuation|outer|runs|serial|starts|stays|tags|takesChunks)$/;

/** The classic script. terser saves a twentieth of what esbuild leaves of it, gzipped. */
async function buildScript() {
  const name = 'asynccontext.global.min.js';
  const options = { entryPoints: { [name.slice(0, -3)]: 'polyfill/index.ts' }, format: 'iife', minify: true, outdir: 'dist', write: false };
  const { outputFiles } = await build({ ...common('any'), ...options });
  const [content, text] = ['.map', '.js'].map(end => outputFiles.find(({ path }) => path.endsWith(end)).text);
  const { code, map } = await minify(text.replace(/\/\/# sourceMappingURL=.*/, ''), {
    ecma: 2022,
    compress: { passes: 3 },
    mangle: { properties: { regex: internal } },
    format: { preamble: `/*! asynccontext ${version} | MIT */` },
    sourceMap: { content, url: `${name}.map`, includeSources: true },
  });
  // Strict also where other scripts stand before it in the same file: see `keepStrict`. As many characters, for the source map.
  const strict = code.replace(/\n"use strict";\(\(\)=>\{([^]*)\}\)\(\);(\n.*)$/, '\n(class{static on(){$1}}).on();$2');
  if (strict === code) throw new Error(`expected a strict function as the script, got ${code.slice(0, 80)} …`);
  writeFileSync(join(root, 'dist', name), `${strict}\n`);
  writeFileSync(join(root, 'dist', `${name}.map`), map);
}

async function main() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  const builds = [];
  for (const engine of Object.keys(carriers)) {
    for (const format of ['esm', 'cjs']) {
      builds.push(
        build({
          ...common(engine),
          alias: { ...common(engine).alias, ...tools[format] },
          external: [...common(engine).external, '@opentelemetry/api'],
          entryPoints: { ...entries, ...(engine === 'node' ? nodeEntries : {}) },
          format,
          splitting: format === 'esm',
          ...(engine === 'node' ? {} : { mangleProps: internal }),
          outdir: `dist/${format}/${engine}`,
          chunkNames: '[name]-[hash]',
        }),
      );
    }
  }
  builds.push(buildScript());
  await Promise.all(builds);
  dropIdleImports(join(root, 'dist/esm'));
  keepBare(join(root, 'dist/cjs'));
  for (const engine of ['any', 'transformed']) keepStrict(join(root, 'dist/esm', engine));
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', root, '--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', 'dist/types/esm', '--rootDir', '.'], { cwd: root, stdio: 'inherit' });
  // Declarations are the same for both formats; which one they speak for is said by the nearest package.json.
  cpSync(join(root, 'dist/types/esm'), join(root, 'dist/types/cjs'), { recursive: true });
  for (const folder of ['cjs', 'types/cjs']) writeFileSync(join(root, 'dist', folder, 'package.json'), '{ "type": "commonjs" }\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
