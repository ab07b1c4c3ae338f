// Bundles an app with a real React Native's Metro, presets and configuration, as its users do, but without React Native's own modules, which need a phone; or
// with its core alone. In a process of its own, since React Native's transformer keeps the options of the first file.
import { execFile } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { runtime } from '../runtimes.mjs';

/**
 * @typedef {object} Options
 * @property {string} [version] - The version of React Native: one of `reactNatives`. If missing, a whole React Native, whose core comes before the entry.
 * @property {string} [profile] - The engine that the code is for, in Metro's terms: `default`, `hermes-stable` or `hermes-canary`.
 * @property {boolean} [dev]
 * @property {number} [workers] - The number of processes that transform; 1 is this process.
 * @property {string} [config] - A file in the app's folder that exports a function which changes the configuration.
 */

/**
 * @param {string} root - The app's folder, with all dependencies in its node_modules.
 * @param {string} entry - A file in it.
 * @param {Options} options
 * @returns {Promise<{ code: string, map: string }>} One classic script, and its source map.
 */
export async function bundle(root, entry, options) {
  const folder = mkdtempSync(join(tmpdir(), 'asynccontext-metro-'));
  try {
    await promisify(execFile)(process.execPath, [fileURLToPath(import.meta.url), root, entry, join(folder, 'out.js'), JSON.stringify(options)], {
      cwd: root,
      env: { ...process.env, NODE_ENV: options.dev ? 'development' : 'production' },
    });
    return { code: readFileSync(join(folder, 'out.js'), 'utf8'), map: readFileSync(join(folder, 'out.map'), 'utf8') };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function main(root, entry, out, { version, profile = 'default', dev = false, workers = 1, config: own }) {
  const installed = await runtime(version ? `react-native-${version}` : 'react-native');
  const require = createRequire(installed);
  const modules = join(installed, '../../..');
  const { getDefaultConfig, mergeConfig } = require('@react-native/metro-config');
  const Metro = require('metro');
  const folder = name => dirname(require.resolve(`${name}/package.json`));
  cpSync(folder('@babel/runtime'), join(root, 'node_modules/@babel/runtime'), { recursive: true });
  const config = mergeConfig(await Metro.loadConfig({ cwd: root }, getDefaultConfig(root)), {
    projectRoot: root,
    // Metro sees no files outside these folders.
    watchFolders: [root, folder('metro-runtime'), folder('@react-native/js-polyfills'), folder('@babel/runtime'), ...(version ? [] : [modules])],
    reporter: { update() {} },
    cacheStores: [],
    maxWorkers: workers,
    resetCache: true,
    resolver: { useWatchman: false, ...(version ? {} : { nodeModulesPaths: [join(root, 'node_modules'), modules] }) },
    ...(version ? { serializer: { getModulesRunBeforeMainModule: () => [] } } : {}),
  });
  const configured = own ? createRequire(join(root, own))(`./${own}`)(config) : config;
  await Metro.runBuild(configured, {
    entry,
    dev,
    minify: false,
    platform: 'ios',
    out,
    sourceMap: true,
    sourceMapUrl: 'out.map',
    unstable_transformProfile: profile,
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [root, entry, out, options] = process.argv.slice(2);
  await main(root, entry, out, JSON.parse(options));
  process.exit(0);
}
