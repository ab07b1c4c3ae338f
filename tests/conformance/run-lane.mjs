// Bundles a lane, and returns the command that runs it.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { common } from '../../build.mjs';
import { findJsc } from '../react-native/engines.mjs';
import { lowered } from '../lowered/lowered.mjs';
import { runtime } from '../runtimes.mjs';
import { transformed } from '../transform/plugin.mjs';
import { entry, matrix, subjects } from './lanes.mjs';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/**
 * All lanes of a matrix.
 *
 * @returns {{ name: string, host: string, options: string[], subject: string }[]} `host` is the runtime; `options` are its command's, or workerd's flags.
 */
export const lanes = (of = matrix) =>
  of.flatMap(row =>
    row.runtimes.flatMap(runtime => {
      const [host, ...options] = runtime.split(' ');
      return row.subjects.map(subject => ({ name: `${subject} in ${runtime}`, host, options, subject }));
    }),
  );

/** Resolves `subject` to the subject's module, and keeps built modules out of the bundle, so that they are tested as shipped. */
const subjectPlugin = (subject, bundleAll) => ({
  name: 'subject',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^subject$/ }, () => ({ path: 'subject', namespace: 'subject' }));
    onLoad({ filter: /.*/, namespace: 'subject' }, () => ({ contents: subject.code, resolveDir: root }));
    if (subject.external && !bundleAll) onResolve({ filter: /^\.\/dist\// }, ({ path }) => ({ path: join(root, path), external: true }));
  },
});

/** Makes uvu wait before it runs the suite. */
const DEFER = 'globalThis.UVU_DEFER = 1; globalThis.UVU_QUEUE = [[]];';

/**
 * Bundles a lane.
 *
 * @param lane - One of `lanes()`.
 * @param {string} folder - Where the bundle goes.
 * @returns The command that runs it and its arguments.
 */
export async function bundleLane(lane, folder) {
  const { name, host, options } = lane;
  const subject = subjects[lane.subject];
  const isWorkerd = host === 'workerd';
  const file = `conformance-${name.replaceAll(' ', '-')}`;
  const outfile = join(folder, `${file}.${subject.format === 'esm' ? 'mjs' : 'cjs'}`);
  await build({
    ...common('node'),
    // workerd loads only the modules in its configuration, so its bundle contains the built module.
    plugins: [
      subjectPlugin(subject, isWorkerd),
      ...(subject.runtime ? [transformed(subject.runtime, { external: !isWorkerd && !subject.shell })] : []),
      ...(subject.lowered ? [lowered(subject.lowered, { all: subject.shell })] : []),
    ],
    stdin: { contents: entry(root, lane), resolveDir: root, loader: 'ts' },
    outfile,
    format: subject.format,
    platform: isWorkerd || subject.shell ? 'neutral' : 'node',
    mainFields: ['module', 'main'],
    // Makes the suite strict code in every format.
    banner: {
      js: subject.shell ? `"use strict"; ${DEFER}\n${readFileSync(join(root, 'tests/react-native/host.js'), 'utf8')}` : isWorkerd ? DEFER : '"use strict";',
    },
    footer: { js: isWorkerd || subject.shell ? readFileSync(join(root, `tests/conformance/${isWorkerd ? 'workerd' : 'shell'}.js`), 'utf8') : '' },
  });
  if (host === 'quickjs') return { command: process.execPath, args: [join(root, 'tests/conformance/quickjs.mjs'), outfile] };
  if (host === 'jsc') return { command: await findJsc(), args: [outfile] };
  if (host === 'hermes') return { command: await runtime('hermes'), args: ['-w', '-Xmicrotask-queue', outfile] };
  if (host === 'jsdom' || host === 'happy-dom') return { command: await runtime('node-24'), args: [join(root, 'tests/conformance/dom.mjs'), host, outfile] };
  if (isWorkerd) {
    const config = join(folder, `${file}.capnp`);
    writeFileSync(config, workerdConfig(`${file}.mjs`, options));
    return { command: await runtime('workerd'), args: ['test', config] };
  }
  const command = host === 'node' ? process.execPath : await runtime(host);
  return {
    command,
    args: host === 'deno' ? ['run', '--allow-all', '--quiet', outfile] : host === 'bun' ? [outfile] : [...options, '--enable-source-maps', outfile],
  };
}

/** A worker that consists of the bundle. Every workerd with these flags supports this compatibility date. */
const workerdConfig = (file, flags) => `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .worker)]);
const worker :Workerd.Worker = (
  modules = [(name = "main", esModule = embed "${file}")],
  compatibilityDate = "2025-06-01",
  compatibilityFlags = ${JSON.stringify(flags)},
);
`;
