// Dependencies between the source folders point one way only.
import { readdirSync, readFileSync } from 'node:fs';
import { build, type Metafile, type Plugin } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { project } from './app.js';

interface Layer {
  /** The layers that it may import, besides itself. */
  readonly layers: readonly string[];
  /** The external modules that it may import. */
  readonly modules?: readonly string[];
}
const table: Readonly<Record<string, Layer | undefined>> = {
  // Captured intrinsics and errors: every layer may import them.
  base: { layers: [] },
  mapping: { layers: [] },
  agent: { layers: ['mapping'] },
  carriers: { layers: ['agent', 'mapping'], modules: ['node:async_hooks', '#zone'] },
  spec: { layers: ['agent', 'mapping'] },
  realm: { layers: ['spec', 'agent', 'mapping'] },
  // `#carrier` is replaced by the carrier of an engine at build time.
  entry: { layers: ['realm', 'spec', 'agent', 'mapping'], modules: ['#carrier'] },
  // Transformed code imports it, so it is an entry like the polyfill.
  runtime: { layers: ['realm', 'spec', 'agent', 'mapping'], modules: ['#carrier'] },
  // It uses only the part of the agent that the copies of a realm share.
  context: { layers: ['entry', 'spec', 'agent'] },
  // The agent, since `enterWith` is not an operation of the specification. `#async-hooks` is replaced by Node's classes or ours.
  interop: { layers: ['entry', 'spec', 'agent'], modules: ['#carrier', '#async-hooks', 'node:async_hooks', '@opentelemetry/api', '@sentry/core'] },
  // `#debug-host`, the platform that it inspects, is replaced at build time, like the carrier.
  debug: {
    layers: ['entry', 'spec', 'agent'],
    modules: [
      '#debug-host',
      '#async-hooks',
      'node:async_hooks',
      'node:child_process',
      'node:events',
      'node:fs',
      'node:module',
      'node:os',
      'node:path',
      'node:url',
      'node:worker_threads',
    ],
  },
  polyfill: { layers: ['entry', 'realm', 'spec', 'agent', 'mapping', 'carriers'], modules: ['#carrier'] },
  // The only layer with both run-time and build-time code. `#here` and `#tools` are replaced at build time, by format.
  register: { layers: ['polyfill', 'transform'], modules: ['#here', '#tools', 'node:module', 'node:url'] },
};
/** The layer that runs when an app is built: it imports no other layer, and any parser. */
const buildTime = 'transform';

/** The layers of the files that are in no folder of their own. */
const files: Readonly<Record<string, string | undefined>> = {
  'src/index.ts': 'entry',
  'src/realm.ts': 'realm',
  'src/intrinsics.ts': 'base',
  'src/errors.ts': 'base',
};

function layerOf(file: string): string {
  const [top, folder, ...rest] = file.split('/');
  if (top === 'polyfill') return 'polyfill';
  return rest.length > 0 ? folder! : (files[file] ?? `none (${file})`);
}

// Type-only imports count as dependencies. esbuild drops them before it reports imports, so they are turned into plain ones first.
const typesCount: Plugin = {
  name: 'types count',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => ({
      contents: readFileSync(path, 'utf8').replace(/^(import|export) type (?=[{*]|\w+ from\b)/gm, '$1 '),
      loader: 'ts',
    }));
  },
};

const sources = ['src', 'polyfill'].flatMap(folder =>
  (readdirSync(folder, { recursive: true }) as string[]).filter(name => name.endsWith('.ts')).map(name => `${folder}/${name.replaceAll('\\', '/')}`),
);

async function importsOf(files: readonly string[]): Promise<Metafile['inputs']> {
  const { metafile } = await build({
    absWorkingDir: project,
    entryPoints: [...files],
    bundle: true,
    write: false,
    outdir: 'none',
    format: 'esm',
    platform: 'node',
    packages: 'external',
    external: ['#carrier', '#tools', '#async-hooks', '#debug-host'],
    metafile: true,
    logLevel: 'silent',
    plugins: [typesCount],
    tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } },
  });
  return metafile.inputs;
}

const inputs = await importsOf(sources);

test('every source file belongs to a layer', () => {
  assert.ok(sources.includes('src/index.ts') && sources.includes('polyfill/index.ts'));
  const known = new Set([...Object.keys(table), buildTime]);
  assert.equal(
    sources.filter(file => !known.has(layerOf(file))),
    [],
  );
  assert.equal(Object.keys(inputs).sort(), [...sources].sort());
});

test('a layer imports only those below it', () => {
  const all = Object.entries(inputs).flatMap(([file, { imports }]) => imports.map(found => ({ file, ...found })));
  assert.ok(all.length > sources.length, 'the imports were found');
  const against = all.filter(({ file, path, external }) => {
    const layer = layerOf(file);
    if (layer === buildTime) return !external && layerOf(path) !== buildTime;
    const { layers = [], modules = [] } = table[layer] ?? {};
    return external ? !modules.includes(path) : ![layer, 'base', ...layers].includes(layerOf(path));
  });
  assert.equal(
    against.map(({ file, path }) => `${file} imports ${path}`),
    [],
  );
});

test('no file leads back to itself', () => {
  const done = new Set<string>();
  function visit(file: string, way: readonly string[]): void {
    assert.not.ok(way.includes(file), [...way.slice(way.indexOf(file)), file].join(' → '));
    if (done.has(file)) return;
    for (const { path, external } of inputs[file]!.imports) {
      // A declaration may refer to its own module.
      if (!external && path !== file) visit(path, [...way, file]);
    }
    done.add(file);
  }
  for (const file of sources) visit(file, []);
});

test.run();
