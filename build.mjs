// Builds dist/ from a table of entries. Each entry is built for the engines of the `node` condition and for all others, as ESM and as CommonJS; shared code
// goes into chunks. With the argument `exports`, writes the part of package.json that the table determines instead.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, transform } from 'esbuild';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { minify } from 'terser';

const root = dirname(fileURLToPath(import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

/** Applies a function to each value of an object, and keeps the keys. */
const mapped = (table, make) => Object.fromEntries(Object.entries(table).map(([key, value]) => [key, make(value, key)]));

/** The entries that a user imports: name of the built file → source. */
export const entries = {
  index: 'src/index.ts',
  polyfill: 'polyfill/index.ts',
  context: 'src/context/index.ts',
  'async-local-storage': 'src/interop/async-local-storage.ts',
  opentelemetry: 'src/interop/opentelemetry.ts',
  sentry: 'src/interop/sentry.ts',
  runtime: 'src/runtime/index.ts',
  zone: 'polyfill/zone.ts',
  debug: 'src/debug/index.ts',
};

/** The entries that run when an app is built or loaded into Node. They are built for Node alone. */
const nodeEntries = {
  transform: 'src/transform/index.ts',
  esbuild: 'src/transform/plugins/esbuild.ts',
  vite: 'src/transform/plugins/vite.ts',
  rollup: 'src/transform/plugins/rollup.ts',
  webpack: 'src/transform/plugins/webpack.ts',
  rspack: 'src/transform/plugins/rspack.ts',
  rolldown: 'src/transform/plugins/rolldown.ts',
  farm: 'src/transform/plugins/farm.ts',
  bun: 'src/transform/plugins/bun.ts',
  loader: 'src/transform/plugins/loader.ts',
  babel: 'src/transform/babel/babel.ts',
  jest: 'src/transform/jest/jest.ts',
  metro: 'src/transform/react-native/metro.ts',
  register: 'src/register/index.ts',
};
/** Files that exist as ES modules only: Node loads the first in a thread of its own, and runs the other as a command. */
const hooks = { 'register-hooks': 'src/register/hooks.ts', 'debug-cli': 'src/debug/cli.ts' };

/** The build that each condition of `exports` chooses. The first condition that is set counts: bundlers for workerd and edge-light set `browser` as well. */
const conditions = { workerd: 'node', 'edge-light': 'node', deno: 'node', bun: 'node', browser: 'any', node: 'node', default: 'any' };

/** The file that `#carrier` stands for, by engine. A condition chooses between the first two; the plugins choose the third, the zone entry the last. */
export const carriers = Object.fromEntries(['node', 'any', 'transformed', 'zone'].map(engine => [engine, join(root, `src/carriers/for-${engine}.ts`)]));
/** The entries with different sources by engine: Node needs no zone.js, and zone.js has a carrier of its own. */
const otherwise = { zone: { node: ['polyfill/index.ts', 'node'], any: ['polyfill/zone.ts', 'zone'] } };

/** The files that `#async-hooks` and `#debug-host` stand for: Node's module or our replacement; the platform that the debugger runs on. */
const [asyncHooks, debugHosts] = ['interop/hooks', 'debug/host'].map(name => {
  const [node, any] = ['node', 'any'].map(engine => join(root, `src/${name}-for-${engine}.ts`));
  return { node, any, transformed: any, zone: any };
});

/** The module `#zone`: zone.js from npm, or an empty one where the page loads zone.js itself. */
const zones = { imported: 'zone.js', loaded: join(root, 'src/carriers/zone/loaded.ts') };

/** How build-time code loads its tools, in each format. */
export const tools = mapped({ esm: 'esm', cjs: 'cjs' }, format => ({
  '#tools': join(root, `src/transform/tools-${format}.ts`),
  '#unplugin': join(root, `src/transform/plugins/unplugin-${format}.ts`),
  '#here': join(root, `src/transform/here-${format}.ts`),
}));

/** The options that all builds of this source share, including those of the tests. */
export const common = engine => ({
  absWorkingDir: root,
  bundle: true,
  target: 'es2022',
  charset: 'utf8',
  sourcemap: true,
  logLevel: 'warning',
  alias: { '#carrier': carriers[engine], '#async-hooks': asyncHooks[engine], '#debug-host': debugHosts[engine], '#zone': zones.imported, ...tools.esm },
  external: ['node:*', 'oxc-parser', 'magic-string', 'unplugin'],
});

/**
 * Properties that only one build reads: they get shorter names in builds for apps. The list must not contain a property of the platform, or one that copies
 * of the library share: of `AgentRecord`, `Activations` and the objects of the specification.
 */
const internal =
  /^(EMPTY|again|allocateKey|also|around|carriesAwait|closed|continuation|counts|covered|ends|first|flow|inside|isExtended|isLost|isShared|last|made|mapping|methods|outer|region|row|runs|serial|starts|state|stays|tags|takesChunks|unclosed)$/;

/** Builds a classic script from a source, with an engine's carrier. Compared with esbuild alone, terser saves a twentieth of the gzipped size. */
async function buildScript(name, entry, engine) {
  const options = {
    entryPoints: { [name.slice(0, -3)]: entry },
    format: 'iife',
    minify: true,
    outdir: 'dist',
    write: false,
    logOverride: { 'ignored-bare-import': 'silent' },
  };
  const base = common(engine);
  const { outputFiles } = await build({ ...base, ...options, alias: { ...base.alias, '#zone': zones.loaded } });
  const [content, text] = ['.map', '.js'].map(end => outputFiles.find(({ path }) => path.endsWith(end)).text);
  const { code, map } = await minify(text.replace(/\/\/# sourceMappingURL=.*/, ''), {
    ecma: 2022,
    compress: { passes: 3 },
    mangle: { properties: { regex: internal } },
    format: { preamble: `/*! asynccontext ${manifest.version} | MIT */` },
    sourceMap: { content, url: `${name}.map`, includeSources: true },
  });
  // Keeps the script strict where other scripts stand before it in the same file: see `strict`. The replacement is as long as the original, for the source map.
  const wrapped = code.replace(/\n"use strict";\(\(\)=>\{([^]*)\}\)\(\);(\n.*)$/, '\n(class{static on(){$1}}).on();$2');
  if (wrapped === code) throw new Error(`expected a strict function as the script, got ${code.slice(0, 80)} …`);
  writeFileSync(join(root, 'dist', name), `${wrapped}\n`);
  writeFileSync(join(root, 'dist', `${name}.map`), map);
}

/** Whether a module is independent of the engine. Every other module is built once for each engine. */
const isShared = path =>
  /[\\/]src[\\/](?:(?:agent|mapping|spec|transform)[\\/]|(?:intrinsics|errors|realm|carriers[\\/]async-local-storage|interop[\\/]node-store)\.ts$)/.test(path);

/**
 * The name of the chunk that a module goes into. Each chunk is one file more, so there are few: code gets its own chunk only where others would load too much
 * without it. The plugins' chunk loads unplugin, for example, which the transform does not need. Rollup decides about the rest by itself.
 */
function chunkOf(id) {
  const path = id.replaceAll('\\', '/');
  if (/\/src\/(?:(?:agent|mapping|spec)\/|(?:intrinsics|errors|realm|carriers\/async-local-storage)\.ts$)/.test(path)) return 'core';
  if (/\/src\/(?:carriers\/|interop\/hooks-)for-node\.ts/.test(path)) return 'node';
  if (/\/src\/interop\/node-store\.ts$/.test(path)) return 'store';
  if (/\/src\/transform\/plugins\/(?!(?:esbuild|vite|webpack|rollup|rspack|rolldown|farm|bun|loader)\.)/.test(path)) return 'plugins';
  if (/\/src\/transform\/[\w-]+\.ts$/.test(path)) return 'transform';
  return undefined;
}
/** Names for the chunks that Rollup decides about, by the folder of their modules. */
const found = { interop: 'interop', register: 'register', polyfill: 'polyfill' };
const chunkName = ({ name, moduleIds }) => `shared/${(chunkOf(moduleIds[0]) ? undefined : found[basename(dirname(moduleIds[0]))]) ?? name}.js`;

/** The short names of internal properties, the same in all files. */
const short = Object.fromEntries(
  internal.source
    .slice(2, -2)
    .split('|')
    .map((name, index) => [name, `$${index.toString(36)}`]),
);

const compiled = new Map();
/** Compiles a source file to JavaScript, with its source map. */
function compile(path) {
  if (!compiled.has(path)) {
    const tsconfigRaw = { compilerOptions: { verbatimModuleSyntax: true } };
    const isForBrowsers = /[\\/](?:src[\\/](?:agent|carriers|context|interop|mapping|runtime|spec|index)|polyfill)[\\/.]/.test(path);
    const mangle = isForBrowsers ? { mangleProps: internal, mangleCache: short } : {};
    compiled.set(
      path,
      transform(readFileSync(path, 'utf8'), {
        loader: 'ts',
        target: 'es2022',
        charset: 'utf8',
        sourcemap: 'external',
        sourcefile: path,
        tsconfigRaw,
        ...mangle,
      }),
    );
  }
  return compiled.get(path);
}

/** Resolves and compiles the sources. The id of a module that depends on the engine ends with the engine's name. */
const typescript = format => ({
  name: 'typescript',
  resolveId(id, importer) {
    if (importer === undefined) return id;
    if (id === '#zone') return { id: zones.imported, external: true, moduleSideEffects: true };
    if (!/^[.#]/.test(id)) return { id, external: true, moduleSideEffects: false };
    const [from, engine] = importer.split('?');
    const path =
      { '#carrier': carriers[engine], '#async-hooks': asyncHooks[engine], '#debug-host': debugHosts[engine], ...tools[format] }[id] ??
      join(dirname(from), id.replace(/\.js$/, '.ts'));
    return engine === undefined || isShared(path) ? path : `${path}?${engine}`;
  },
  async load(id) {
    const { code, map } = await compile(id.split('?')[0]);
    return { code, map };
  },
});

/** Makes an error of every warning of Rollup's, since none is expected here, except the one about a declaration file of an entry that exports nothing. */
function fail(level, { code, message }) {
  if (code !== 'EMPTY_BUNDLE') throw new Error(`Rollup: ${message}`);
}

/**
 * Keeps source maps only for ES modules, and there only for the chunks and the carrier, which have most of the code. More of them would contain the sources
 * twice, and the package's code is not minified, so it can be read without.
 */
const mapsOfChunks = {
  name: 'maps of chunks',
  generateBundle(options, files) {
    for (const file of Object.values(files)) {
      if (!file.isEntry || file.name === 'any/carrier') continue;
      delete files[file.sourcemapFileName];
      file.code = file.code.replace(/\/\/# sourceMappingURL=.*\n$/, '');
    }
  },
};

/**
 * Keeps the code strict in classic scripts. ES modules are strict, but esbuild turns them into sloppy code in a script: there a function gets the global as
 * its `this`, and `fn.caller` leads from a page's callback into the library. A class body is strict in every place and bundle, so this plugin puts the whole
 * code of a module that has functions into a method. It adds text to existing lines only, so that source maps stay right. Modules from which bundlers should
 * remove unused code are left out: their functions that call a page's code are methods of classes already.
 */
const strict = {
  name: 'strict',
  renderChunk(text, chunk) {
    if (!/^(?:any|transformed|shared)\/(?!core|node|transform|plugins|register)/.test(chunk.fileName) || !/=>|\bfunction\b|\bclass\b/.test(text)) return null;
    const [head] = /^(?:(?:import|export) [^;]*?["'][^"';]+["'];\n)*/.exec(text);
    const [, body, list = ''] = /^([^]*?)(?:\nexport \{([^}]*)\};\s*)?$/.exec(text.slice(head.length));
    const imported = new Set(
      [...head.matchAll(/^import \{([^}]*)\}/gm)].flatMap(([, names]) => names.split(',').map(name => name.trim().split(' as ').at(-1))),
    );
    const exported = list
      .split(',')
      .filter(name => name.trim() !== '')
      .map(name => name.trim().split(' as '))
      .map(([name, as = name]) => ({ name, as }));
    const made = [...new Set(exported.map(({ name }) => name).filter(name => !imported.has(name)))];
    // The export is a copy of the binding, so it would not follow a later assignment.
    const changing = made.find(name =>
      new RegExp(`(?<!(?:var|let|const) )(?<![\\w$.])${name.replaceAll('$', '\\$')} *(?:[-+*/|&?]*=(?![=>])|\\+\\+|--)`).test(body),
    );
    if (changing) throw new Error(`${chunk.fileName}: expected exports that are never assigned again, got ${changing}`);
    const outside = made.length === 0 ? '' : `let ${made.map(name => `$${name}`).join(', ')}; `;
    const lines = exported.map(({ name, as }) => `${imported.has(name) ? name : `$${name}`} as ${as}`).join(', ');
    const code = `${head}${outside}class $module { static $() { ${body}${made.map(name => `$${name} = ${name}; `).join('')}} } $module.$();\n`;
    return { code: lines === '' ? code : `${code}export { ${lines} };\n`, map: null };
  },
};

/** Gives the descriptors in CommonJS helpers a null prototype: a page, or a library, may have added a `get` to Object.prototype. */
const bare = {
  name: 'bare descriptors',
  renderChunk: code => ({
    code: code.replace(/((?:__defProp|Object\.defineProperty)\((?:obj|exports), (?:key|["'][\w]+["']), \{) /g, '$1 __proto__: null, '),
    map: null,
  }),
};

/** Bundles entries (built file's name → source) as `esm` or `cjs`, with further output options of Rollup. */
async function bundle(format, input, output = {}) {
  const bundled = await rollup({
    input,
    plugins: [typescript(format)],
    // The same as `sideEffects` in package.json.
    treeshake: { moduleSideEffects: id => /[\\/]polyfill[\\/]/.test(id) },
    onLog: fail,
  });
  await bundled.write({
    dir: join(root, 'dist', format),
    format,
    exports: 'named',
    esModule: true,
    generatedCode: { preset: 'es2015', symbols: false },
    externalLiveBindings: false,
    hoistTransitiveImports: false,
    // In CommonJS no minifier shortens the names that one file imports from another.
    minifyInternalExports: format === 'cjs',
    chunkFileNames: chunkName,
    manualChunks: chunkOf,
    ...output,
  });
}

/** Rollup's input for a table of entries and one engine. */
const inputs = (folder, table) =>
  Object.fromEntries(
    Object.entries(table).map(([name, source]) => {
      const [path, engine] = otherwise[name]?.[folder] ?? [source, folder];
      return [`${folder}/${name}`, isShared(join(root, path)) ? join(root, path) : `${join(root, path)}?${engine}`];
    }),
  );
const appInputs = {
  ...inputs('any', entries),
  ...inputs('node', { ...entries, ...nodeEntries }),
  // A file of its own, so that the plugins can replace it by the transformed carrier.
  'any/carrier': `${carriers.any}?any`,
  'transformed/carrier': `${carriers.transformed}?transformed`,
};

/** For bundlers that understand neither a package's `exports` nor current syntax: webpack 4, Browserify. */
const lowered = { name: 'lowered', renderChunk: code => transform(code, { target: 'es2019', charset: 'utf8' }) };
async function buildLowered() {
  const { zone, ...others } = entries;
  const output = { plugins: [lowered, bare], entryFileNames: ({ name }) => `es2019/${basename(name)}.js`, chunkFileNames: 'es2019/shared.js' };
  const isCommon = id => /[\\/]src[\\/](?:agent|carriers|mapping|spec|interop[\\/](?!async|open|sentry)|index)/.test(id);
  // One file, without a shared chunk: the chunk of the other entries makes an agent when it is loaded.
  await bundle('cjs', inputs('any', { zone }), { ...output, manualChunks: undefined });
  await bundle('cjs', inputs('any', others), { ...output, manualChunks: id => (isCommon(id) ? 'shared' : undefined) });
}

/** Builds one file of declarations for each entry, for both formats. */
async function buildTypes() {
  const folder = join(root, 'dist/.types');
  const tsc = join(dirname(createRequire(import.meta.url).resolve('typescript/package.json')), 'bin/tsc');
  execFileSync(process.execPath, [tsc, '-p', root, '--noEmit', 'false', '--declaration', '--emitDeclarationOnly', '--outDir', folder, '--rootDir', '.'], {
    cwd: root,
    stdio: 'inherit',
  });
  mkdirSync(join(root, 'dist/types'));
  const names = new Map(Object.entries({ ...entries, ...nodeEntries }).map(([name, path]) => [join(folder, path.replace(/\.ts$/, '.d.ts')), name]));
  for (const [input, name] of names) {
    // Entries import each other's declarations. The index also imports its own, where names stand for members of a namespace with the same name.
    const external = (id, importer) => importer !== undefined && names.has(join(dirname(importer), id.replace(/\.js$/, '.d.ts')));
    const paths = id => (names.has(id.replace(/\.js$/, '.d.ts')) ? `./${names.get(id.replace(/\.js$/, '.d.ts'))}.js` : id);
    const bundled = await rollup({ input, external, plugins: [dts()], onLog: fail });
    const {
      output: [{ code }],
    } = await bundled.generate({ paths });
    writeFileSync(join(root, `dist/types/${name}.d.ts`), code);
    // The same declarations for the CommonJS build.
    writeFileSync(join(root, `dist/types/${name}.d.cts`), code.replace(/(from '\.\/[\w-]+)\.js'/g, "$1.cjs'"));
  }
  rmSync(folder, { recursive: true });
}

/**
 * The fields that point to an entry for tools that do not read `exports`. React Native supports current syntax, since it compiles packages itself. Metro reads
 * these fields before `exports`, and takes the ES module from `exports` in other cases; so `react-native` is an ES module too, and no app gets both formats.
 */
const withoutExports = (name, dist) => ({
  main: `${dist}/cjs/node/${name}.js`,
  browser: `${dist}/cjs/es2019/${name}.js`,
  'react-native': `${dist}/esm/any/${name}.js`,
  types: `${dist}/types/${name}.d.cts`,
});
const json = value => `${JSON.stringify(value, undefined, 2)}\n`;

/** Writes folders at the top of the package for such tools, which resolve `asynccontext/context` to the folder `context`. Git ignores these folders. */
function writeFolders() {
  for (const name of Object.keys(entries).filter(name => name !== 'index')) {
    mkdirSync(join(root, name), { recursive: true });
    // The type is for the sources in `polyfill`, which is one of these folders.
    writeFileSync(join(root, name, 'package.json'), json({ type: 'module', ...withoutExports(name, '../dist') }));
  }
}

/** The text of package.json, with the fields that the tables determine. `node build.mjs exports` writes it. */
export function packageJson() {
  const { index, ...others } = { ...entries, ...nodeEntries };
  const files = name =>
    mapped({ import: ['esm', 'd.ts'], require: ['cjs', 'd.cts'] }, ([format, types]) => ({
      // `types` comes first, since TypeScript takes the first condition that it knows.
      types: `./dist/types/${name}.${types}`,
      ...mapped(name in entries ? conditions : { default: 'node' }, engine => `./dist/${format}/${engine}/${name}.js`),
    }));
  return json({
    ...manifest,
    ...withoutExports('index', './dist'),
    typesVersions: { '*': mapped(others, (_, name) => [`./dist/types/${name}.d.cts`]) },
    exports: {
      '.': files('index'),
      ...Object.fromEntries(Object.keys(others).map(name => [`./${name}`, files(name)])),
      './dist/*.min.js': './dist/*.min.js',
      './package.json': './package.json',
    },
  });
}

async function main() {
  rmSync(join(root, 'dist'), { recursive: true, force: true });
  await Promise.all([
    bundle('esm', { ...appInputs, ...inputs('node', hooks) }, { sourcemap: true, plugins: [strict, mapsOfChunks] }),
    bundle('cjs', appInputs, { plugins: [bare] }),
    buildLowered(),
    buildScript('asynccontext.global.min.js', 'polyfill/index.ts', 'any'),
    buildScript('asynccontext.zone.min.js', 'polyfill/zone.ts', 'zone'),
    buildTypes(),
  ]);
  writeFileSync(join(root, 'dist/cjs/package.json'), '{ "type": "commonjs" }\n');
  writeFolders();
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [, , what, ...others] = process.argv;
  if (others.length > 0 || (what !== undefined && what !== 'exports'))
    throw new TypeError(`expected nothing or "exports", got ${process.argv.slice(2).join(' ')}`);
  await (what === 'exports' ? writeFileSync(join(root, 'package.json'), packageJson()) : main());
}
