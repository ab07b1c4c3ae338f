// Builds dist/: a table of entries, each for the engines of the `node` condition and for all others, as ESM and as CommonJS, with what they share in chunks.
// With the argument `exports` it writes the table's part of package.json instead.
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

/** An object with the keys of a table, and what a function makes of its values. */
const mapped = (table, make) => Object.fromEntries(Object.entries(table).map(([key, value]) => [key, make(value, key)]));

/** The entries that a user imports: the name of the built file, and the source. */
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

/** The entries that run when an app is built, or on its way into Node: for Node alone. */
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
/** ES modules alone: Node loads the first in a thread of its own, and runs the other as a command. */
const hooks = { 'register-hooks': 'src/register/hooks.ts', 'debug-cli': 'src/debug/cli.ts' };

/** The build that each condition of `exports` chooses. The first that is set counts: bundlers for workerd and edge-light set `browser` as well. */
const conditions = { workerd: 'node', 'edge-light': 'node', deno: 'node', bun: 'node', browser: 'any', node: 'node', default: 'any' };

/** Which carrier an import of `#carrier` is, by engine. A condition chooses the first two, the plugins the third, an entry the last. */
export const carriers = Object.fromEntries(['node', 'any', 'transformed', 'zone'].map(engine => [engine, join(root, `src/carriers/for-${engine}.ts`)]));
/** The entries whose source differs from engine to engine: Node needs no zone.js, and zone.js has a carrier of its own. */
const otherwise = { zone: { node: ['polyfill/index.ts', 'node'], any: ['polyfill/zone.ts', 'zone'] } };

/** The modules `#async-hooks` and `#debug-host`: Node's module, or our likeness of it; the platform that the debugger runs on. */
const [asyncHooks, debugHosts] = ['interop', 'debug'].map(folder => {
  const [node, any] = ['node', 'any'].map(engine => join(root, `src/${folder}/for-${engine}.ts`));
  return { node, any, transformed: any, zone: any };
});

/** The module `#zone`: zone.js from npm, or nothing, where a page loads it itself. */
const zones = { imported: 'zone.js', loaded: join(root, 'src/carriers/zone/loaded.ts') };

/** How what runs at build time loads its tools, in each format. */
export const tools = mapped({ esm: 'esm', cjs: 'cjs' }, format => ({
  '#tools': join(root, `src/transform/tools-${format}.ts`),
  '#unplugin': join(root, `src/transform/plugins/unplugin-${format}.ts`),
  '#here': join(root, `src/transform/here-${format}.ts`),
}));

/** The options that every build of this source has in common, those of the tests included. */
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
 * Properties that only one build reads, which get shorter names in what apps load. None is one of the platform's, or of what copies of the library share:
 * of `AgentRecord`, `Activations` and the objects of the specification.
 */
const internal =
  /^(EMPTY|again|allocateKey|also|around|carriesAwait|closed|continuation|counts|covered|ends|first|flow|inside|isExtended|isLost|isShared|last|made|mapping|methods|outer|region|row|runs|serial|starts|state|stays|tags|takesChunks|unclosed)$/;

/** Builds a classic script from a source, with an engine's carrier. terser saves a twentieth of what esbuild leaves of it, gzipped. */
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
  // Strict also where other scripts stand before it in the same file: see `strict`. As many characters, for the source map.
  const wrapped = code.replace(/\n"use strict";\(\(\)=>\{([^]*)\}\)\(\);(\n.*)$/, '\n(class{static on(){$1}}).on();$2');
  if (wrapped === code) throw new Error(`expected a strict function as the script, got ${code.slice(0, 80)} …`);
  writeFileSync(join(root, 'dist', name), `${wrapped}\n`);
  writeFileSync(join(root, 'dist', `${name}.map`), map);
}

/** The modules that know nothing of the engine. Of any other there is one for each engine. */
const isShared = path =>
  /[\\/]src[\\/](?:(?:agent|mapping|spec|transform)[\\/]|(?:intrinsics|errors|realm|carriers[\\/]async-local-storage|interop[\\/]node-store)\.ts$)/.test(path);

/**
 * The chunks of what several entries share. They are few, since each is a file more: only what would load too much is apart. The plugins' loads unplugin,
 * which the transform has no need of. The rest Rollup finds out by itself.
 */
function chunkOf(id) {
  const path = id.replaceAll('\\', '/');
  if (/\/src\/(?:(?:agent|mapping|spec)\/|(?:intrinsics|errors|realm|carriers\/async-local-storage)\.ts$)/.test(path)) return 'core';
  if (/\/src\/(?:carriers|interop)\/for-node\.ts/.test(path)) return 'node';
  if (/\/src\/interop\/node-store\.ts$/.test(path)) return 'store';
  if (/\/src\/transform\/plugins\/(?!(?:esbuild|vite|webpack|rollup|rspack|rolldown|farm|bun|loader)\.)/.test(path)) return 'plugins';
  if (/\/src\/transform\/[\w-]+\.ts$/.test(path)) return 'transform';
  return undefined;
}
/** Names of chunks that Rollup finds, by the folder of their modules. */
const found = { interop: 'interop', register: 'register', polyfill: 'polyfill' };
const chunkName = ({ name, moduleIds }) => `shared/${(chunkOf(moduleIds[0]) ? undefined : found[basename(dirname(moduleIds[0]))]) ?? name}.js`;

/** Names of properties that get the same short ones in all files. */
const short = Object.fromEntries(
  internal.source
    .slice(2, -2)
    .split('|')
    .map((name, index) => [name, `$${index.toString(36)}`]),
);

const compiled = new Map();
/** A source file as JavaScript, with its map. */
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

/** Resolves and compiles the sources. The id of a module that is one of an engine's ends with its name. */
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

/** Rollup warns of what is no accident elsewhere, and always one here; but for the declarations of an entry that exports nothing. */
function fail(level, { code, message }) {
  if (code !== 'EMPTY_BUNDLE') throw new Error(`Rollup: ${message}`);
}

/**
 * The source maps: of the chunks and the carrier, which have most of the code, and of ES modules only. With more, the sources would be there twice: the
 * code of the package is not minified, and can be read without.
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
 * ES modules are strict, but esbuild makes sloppy code of them in a script: there a function gets the global as its `this`, and `fn.caller` leads from
 * a callback of the page into the library. The body of a class is strict wherever it stands and however it is bundled, so that a method holds all of a
 * module that has functions. What is added goes to lines that are there, so that source maps stay right. Where bundlers are to leave out what an app does
 * not use, functions that call a page's code are methods of classes already.
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
    // A binding that changes would not change outside.
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

/** The helpers of CommonJS take nothing inherited for their own: a page, or a library, may have added a `get` to Object.prototype. */
const bare = {
  name: 'bare descriptors',
  renderChunk: code => ({
    code: code.replace(/((?:__defProp|Object\.defineProperty)\((?:obj|exports), (?:key|["'][\w]+["']), \{) /g, '$1 __proto__: null, '),
    map: null,
  }),
};

/** Bundles entries, sources by the built file's name, as `esm` or `cjs`, with more settings of Rollup's for the output. */
async function bundle(format, input, output = {}) {
  const bundled = await rollup({
    input,
    plugins: [typescript(format)],
    // As package.json says.
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
    // In CommonJS no minifier shortens what one file takes of another.
    minifyInternalExports: format === 'cjs',
    chunkFileNames: chunkName,
    manualChunks: chunkOf,
    ...output,
  });
}

/** The sources of a table of entries, for one engine. */
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
  // A file of its own, so that the plugins can put the other one in its place.
  'any/carrier': `${carriers.any}?any`,
  'transformed/carrier': `${carriers.transformed}?transformed`,
};

/** For bundlers that know neither the exports of a package nor the syntax of today: webpack 4, Browserify. */
const lowered = { name: 'lowered', renderChunk: code => transform(code, { target: 'es2019', charset: 'utf8' }) };
async function buildLowered() {
  const { zone, ...others } = entries;
  const output = { plugins: [lowered, bare], entryFileNames: ({ name }) => `es2019/${basename(name)}.js`, chunkFileNames: 'es2019/shared.js' };
  const isCommon = id => /[\\/]src[\\/](?:agent|carriers|mapping|spec|interop[\\/](?!async|open|sentry)|index)/.test(id);
  // In one file, since what the others share makes an agent when it is loaded.
  await bundle('cjs', inputs('any', { zone }), { ...output, manualChunks: undefined });
  await bundle('cjs', inputs('any', others), { ...output, manualChunks: id => (isCommon(id) ? 'shared' : undefined) });
}

/** The declarations of the entries, each in one file, for both formats. */
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
    // Entries import each other's declarations, and index its own: in it, names stand for what a namespace has of the same name.
    const external = (id, importer) => importer !== undefined && names.has(join(dirname(importer), id.replace(/\.js$/, '.d.ts')));
    const paths = id => (names.has(id.replace(/\.js$/, '.d.ts')) ? `./${names.get(id.replace(/\.js$/, '.d.ts'))}.js` : id);
    const bundled = await rollup({ input, external, plugins: [dts()], onLog: fail });
    const {
      output: [{ code }],
    } = await bundled.generate({ paths });
    writeFileSync(join(root, `dist/types/${name}.d.ts`), code);
    // The same, of a CommonJS module.
    writeFileSync(join(root, `dist/types/${name}.d.cts`), code.replace(/(from '\.\/[\w-]+)\.js'/g, "$1.cjs'"));
  }
  rmSync(folder, { recursive: true });
}

/**
 * Where an entry is, for tools that read no `exports`. Of React Native the syntax of today is known; it compiles what it is given.
 * Metro reads these fields before the exports, of which it takes the ES module elsewhere: no app is to get both.
 */
const withoutExports = (name, dist) => ({
  main: `${dist}/cjs/node/${name}.js`,
  browser: `${dist}/cjs/es2019/${name}.js`,
  'react-native': `${dist}/esm/any/${name}.js`,
  types: `${dist}/types/${name}.d.cts`,
});
const json = value => `${JSON.stringify(value, undefined, 2)}\n`;

/** Folders at the top of the package for these tools: to them, `asynccontext/context` is the folder `context`. Git ignores them. */
function writeFolders() {
  for (const name of Object.keys(entries).filter(name => name !== 'index')) {
    mkdirSync(join(root, name), { recursive: true });
    // The type is that of the sources that are in one of the folders.
    writeFileSync(join(root, name, 'package.json'), json({ type: 'module', ...withoutExports(name, '../dist') }));
  }
}

/** The text of package.json, with the fields that the tables make: `node build.mjs exports` writes it. */
export function packageJson() {
  const { index, ...others } = { ...entries, ...nodeEntries };
  const files = name =>
    mapped({ import: ['esm', 'd.ts'], require: ['cjs', 'd.cts'] }, ([format, types]) => ({
      // First: TypeScript takes the first condition that it knows.
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

if (process.argv[1] === fileURLToPath(import.meta.url))
  await (process.argv[2] === 'exports' ? writeFileSync(join(root, 'package.json'), packageJson()) : main());
