// The dependencies between the folders of the source point one way.
import { readdirSync, readFileSync } from 'node:fs';
import { build, type Metafile, type Plugin } from 'esbuild';
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { project } from './app.js';

interface Layer {
  /** The layers it may import, beside itself. */
  readonly layers: readonly string[];
  /** The modules from elsewhere that it may import. */
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
  // `#carrier` is how the build gives an entry the carrier of an engine.
  entry: { layers: ['realm', 'spec', 'agent', 'mapping'], modules: ['#carrier'] },
  // What transformed code imports: as much an entry as the polyfill is.
  runtime: { layers: ['realm', 'spec', 'agent', 'mapping'], modules: ['#carrier'] },
  // Of the agent, only what it shares among the copies of a realm.
  context: { layers: ['entry', 'spec', 'agent'] },
  // `enterWith` is no operation of the specification: the agent has it. `#async-hooks` gives an entry Node's classes or ours.
  interop: { layers: ['entry', 'spec', 'agent'], modules: ['#carrier', '#async-hooks', 'node:async_hooks', '@opentelemetry/api', '@sentry/core'] },
  // The platform that it looks at is the build's, like the carrier.
  debug: {
    layers: ['entry', 'spec', 'agent'],
    modules: [
      '#debug-host',
      '#async-hooks',
      'node:async_hooks',
      'node:child_process',
      'node:events',
      'node:fs',
      'node:path',
      'node:url',
      'node:worker_threads',
    ],
  },
  polyfill: { layers: ['entry', 'realm', 'spec', 'agent', 'mapping', 'carriers'], modules: ['#carrier'] },
  // The one that brings what runs and what builds together. `#here` and `#tools` are the build's, one for each format.
  register: { layers: ['polyfill', 'transform'], modules: ['#here', '#tools', 'node:module', 'node:url'] },
};
/** Runs when an app is built: on its own, with whatever parsers it needs. */
const buildTime = 'transform';

/** The layers of the files that are in no folder. */
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

// A type-only import ties two files together as well. esbuild drops it before it looks, so it sees a plain one instead.
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
      // A declaration may name the module it stands in.
      if (!external && path !== file) visit(path, [...way, file]);
    }
    done.add(file);
  }
  for (const file of sources) visit(file, []);
});

test.run();
