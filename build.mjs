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
const dropIdleImports = text => text.replace(/^import "\.\/chunk-\w+\.js";$/gm, '');

/** Changes the files of a folder, and of those in it. */
function change(folder, by) {
  for (const name of readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.js'))) {
    const path = join(folder, name);
    const text = readFileSync(path, 'utf8');
    const changed = by(text);
    if (changed !== text) writeFileSync(path, changed);
  }
}

/** What CommonJS is made with takes nothing inherited for its own: a page, or a library, may have added a `get` to Object.prototype. */
const bare = text =>
  text
    .replace('for (var name in all)', 'for (var name of __getOwnPropNames(all))')
    .replace(/((?:__defProp|Object\.defineProperty)\((?:to|target|exports|\{\}), (?:key|name|["']\w+["']), \{) /g, '$1 __proto__: null, ');

/**
 * ES modules are strict, but esbuild makes sloppy code of them in a script: there a function gets the global as its `this`, and `fn.caller` leads from
 * a callback of the page into the library. The body of a class is strict wherever it stands and however it is bundled, so that a method holds all of a
 * module that has functions. What is added goes to lines that are there, so that source maps stay right.
 */
function strict(text) {
  // What is imported, or handed on, comes first; what is exported, last.
  const statements = [...text.matchAll(/^(?:import|export) (?:\{([^}]*)\} from )?["'].+["'];\n/gm)];
  const start = statements.length === 0 ? 0 : statements.at(-1).index + statements.at(-1)[0].length;
  const [, body, list = '', end] = /^([^]*?)(?:(?<![^\n])export \{([^}]*)\};\n)?(\s*(?:\/\/# sourceMappingURL=.*\n)?)$/.exec(text.slice(start));
  if (!/=>|\bfunction\b|\bclass\b/.test(body)) return text;
  const pairs = names => names.split(',').map(name => name.trim().split(' as ')).filter(([name]) => name !== '');
  const imported = new Set(statements.flatMap(([statement, names = '']) => (statement.startsWith('import') ? pairs(names).map(pair => pair.at(-1)) : [])));
  /** What it exports, each as what it is called outside of the class. */
  const exported = pairs(list).map(([name, as = name]) => ({ name, as, outside: imported.has(name) ? name : `$${name}` }));
  const made = exported.filter(({ name }) => !imported.has(name));
  const [head, foot] = made.length === 0 ? ['', ''] : [`var [${made.map(({ outside }) => outside).join(', ')}] = `, `return [${made.map(({ name }) => name).join(', ')}]; `];
  const lines = exported.map(({ outside, as }) => `  ${outside} as ${as}`).join(',\n');
  return `${text.slice(0, start)}${head}(class { static make() { ${body.replace(/^ *["']use strict["'];$/gm, '')}${foot}} }).make();\n${lines === '' ? '' : `export {\n${lines}\n};\n`}${end}`;
}

/**
 * Properties that only one build reads, which get shorter names in what browsers load. None is one of the platform's, or of what copies of the library share: of
 * `AgentRecord`, `Activations` and the objects of the specification.
 */
const internal =
  /^(EMPTY|again|allocateKey|also|around|carriesAwait|continuation|counts|covered|earned|ends|first|flow|inside|isLost|isOpen|isShared|last|made|mapping|methods|outer|region|runs|serial|starts|stays|tags|takesChunks|unclosed)$/;

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
  // Strict also where other scripts stand before it in the same file: see `strict`. As many characters, for the source map.
  const wrapped = code.replace(/\n"use strict";\(\(\)=>\{([^]*)\}\)\(\);(\n.*)$/, '\n(class{static on(){$1}}).on();$2');
  if (wrapped === code) throw new Error(`expected a strict function as the script, got ${code.slice(0, 80)} …`);
  writeFileSync(join(root, 'dist', name), `${wrapped}\n`);
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
  change(join(root, 'dist/esm'), dropIdleImports);
  change(join(root, 'dist/cjs'), bare);
  for (const engine of ['any', 'transformed']) change(join(root, 'dist/esm', engine), strict);
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', root, '--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', 'dist/types/esm', '--rootDir', '.'], { cwd: root, stdio: 'inherit' });
  // Declarations are the same for both formats; which one they speak for is said by the nearest package.json.
  cpSync(join(root, 'dist/types/esm'), join(root, 'dist/types/cjs'), { recursive: true });
  for (const folder of ['cjs', 'types/cjs']) writeFileSync(join(root, 'dist', folder, 'package.json'), '{ "type": "commonjs" }\n');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
