// Measures the loops in a process of its own, and prints nanoseconds as JSON.
//
//     node measure.mjs native|transformed milliseconds
import { readFileSync } from 'node:fs';
import { measure } from 'mitata';

const [subject, milliseconds] = process.argv.slice(2);
const { Variable } = await import('../../../dist/esm/node/index.js');
const path = new URL('loops.mjs', import.meta.url);

/** Loads the loops, untransformed or transformed. */
async function load() {
  const code = readFileSync(path, 'utf8');
  if (subject === 'native') return import(path);
  const { transform } = await import('../../../dist/esm/node/transform.js');
  const runtime = new URL('../../../dist/esm/node/runtime.js', import.meta.url).href;
  return import(`data:text/javascript,${encodeURIComponent(transform(code, { filename: 'loops.mjs', sourcemap: false, runtime }).code)}`);
}

const SAMPLE = 0.5; // ms
const variable = new Variable();
const { loops } = await load();
const figures = {};
for (const [name, { loop }] of Object.entries(loops)) {
  const once = async n => {
    const start = performance.now();
    await variable.run(1, () => loop(n));
    return performance.now() - start;
  };
  let n = 64;
  while (Math.min(await once(n), await once(n), await once(n)) < SAMPLE) n *= 2;
  for (let i = 0; i < 50; i++) await once(n);
  const { p50 } = await measure(
    function* () {
      yield { manual: async () => (await once(n)) * 1e6 };
    },
    { min_cpu_time: milliseconds * 1e6, min_samples: 20 },
  );
  figures[name] = p50 / n;
}
console.log(JSON.stringify(figures));
