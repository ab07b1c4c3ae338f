// Measures the cost of a context in Node under OpenTelemetry's own context manager and under ours: in separate processes, in interleaved rounds.
// Usage: node build.mjs && node tests/bench/opentelemetry.mjs [rounds]
import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { createContextKey, ROOT_CONTEXT } from '@opentelemetry/api';

const managers = {
  asynccontext: async () => new (await import('../../dist/esm/node/opentelemetry.js')).AsyncContextManager(),
  AsyncLocalStorageContextManager: async () => new (await import('@opentelemetry/context-async-hooks')).AsyncLocalStorageContextManager(),
};
const operations = ['active', 'with', 'with a this and arguments', 'a bound function'];

/** Measures one manager in this process: nanoseconds for each operation. */
async function measureHere(name) {
  const { measure, do_not_optimize: keep } = await import('mitata');
  const contexts = (await managers[name]()).enable();
  const key = createContextKey('request');
  const [outer, inner] = [ROOT_CONTEXT.setValue(key, 1), ROOT_CONTEXT.setValue(key, 2)];
  const self = {};
  const noop = () => 1;
  const add = function (a, b) {
    return a + b;
  };
  const bound = contexts.bind(inner, noop);
  const loops = {
    active: () => keep(contexts.active()),
    with: () => keep(contexts.with(inner, noop)),
    'with a this and arguments': () => keep(contexts.with(inner, add, self, 1, 2)),
    'a bound function': () => keep(bound()),
  };
  const figures = {};
  for (const operation of operations) figures[operation] = (await contexts.with(outer, () => measure(loops[operation]))).p50;
  console.log(JSON.stringify(figures));
}

async function main() {
  // Imported only here: the module needs its own location.
  const { runtime } = await import('../runtimes.mjs');
  const rounds = Number(process.argv[2] ?? 5);
  const versions = ['node-20', 'node-24'];
  const best = {};
  for (let round = 1; round <= rounds; round++) {
    for (const version of versions) {
      for (const name of round % 2 ? Object.keys(managers) : Object.keys(managers).reverse()) {
        console.log(`round ${round} of ${rounds}: ${version}, ${name}`);
        const { stdout } = await promisify(execFile)(await runtime(version), [fileURLToPath(import.meta.url), '--manager', name]);
        for (const [operation, ns] of Object.entries(JSON.parse(stdout))) {
          const id = `${version} ${name} ${operation}`;
          best[id] = Math.min(best[id] ?? Infinity, ns);
        }
      }
    }
  }
  const [ours, theirs] = Object.keys(managers);
  const rows = operations.map(operation => [
    operation,
    ...versions.flatMap(version => {
      const [a, b] = [best[`${version} ${ours} ${operation}`], best[`${version} ${theirs} ${operation}`]];
      return [a.toFixed(1), b.toFixed(1), `${(a / b).toFixed(2)}×`];
    }),
  ]);
  const head = ['ns', ...versions.flatMap(version => [`${version.replace('node-', 'Node ')}, ours`, 'theirs', ''])];
  const table = [head, head.map((_, i) => (i ? '--:' : '---')), ...rows].map(cells => `| ${cells.join(' | ')} |`).join('\n');
  const text = `# OpenTelemetry in Node

Made by \`node tests/bench/opentelemetry.mjs\`: \`AsyncContextManager\` against OpenTelemetry's own \`AsyncLocalStorageContextManager\`; the
best of ${rounds} rounds' medians. The aim is at most 1.2 times for \`active\` and \`with\`.

${table}
`;
  console.log(`\n${text}`);
  writeFileSync(new URL('results/opentelemetry-node.md', import.meta.url), text);
}

const at = process.argv.indexOf('--manager');
if (at > 0) await measureHere(process.argv[at + 1]);
else await main();
