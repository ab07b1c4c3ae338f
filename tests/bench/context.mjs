// Compares the keyed facade with a Variable, and a hundred layers with one: `node tests/bench/context.mjs`, after a build.
import { measure } from 'mitata';
import { Snapshot, Variable } from 'asynccontext';
import { context } from 'asynccontext/context';

const TIMES = 2000;
const DEEP = 100;
const ROUNDS = 9;
const variable = new Variable();
const chain = { inherit: 'chain' };

const empty = () => 1;
let kept;
// A loop of its own for each operation, so that the engine inlines what it would inline for a user.
const loops = {
  'Variable.get': () => {
    for (let i = 0; i < TIMES; i++) kept = variable.get();
  },
  'get, of the top layer': () => {
    for (let i = 0; i < TIMES; i++) kept = context.get('top');
  },
  'get, of the root': () => {
    for (let i = 0; i < TIMES; i++) kept = context.get('root');
  },
  'get, of a layer half way': () => {
    for (let i = 0; i < TIMES; i++) kept = context.get('half');
  },
  'get, of nobody': () => {
    for (let i = 0; i < TIMES; i++) kept = context.get('nobody', 0);
  },
  set: () => {
    for (let i = 0; i < TIMES; i++) context.set('top', i);
  },
  'Variable.run': () => {
    for (let i = 0; i < TIMES; i++) kept = variable.run(i, empty);
  },
  'run, share': () => {
    for (let i = 0; i < TIMES; i++) kept = context.run(empty);
  },
  'run, chain': () => {
    for (let i = 0; i < TIMES; i++) kept = context.run(chain, empty);
  },
};
const names = Object.keys(loops);

/** Calls a function inside so many layers, with a key in the first, in the middle and in the last one. */
function inLayers(count, fn, layer = 1) {
  return context.run(chain, () => {
    if (layer === 1) context.set('root', 1);
    if (layer === Math.ceil(count / 2)) context.set('half', 1);
    if (layer < count) return inLayers(count, fn, layer + 1);
    context.set('top', 1);
    return fn();
  });
}

/**
 * Two functions that call another one: in the current task, and inside a `run` of the Variable there. The value that was set last is found first; so in each
 * function, the value whose `get` is measured was set last.
 */
const here = () => ({ task: context.bind(fn => fn()), Variable: variable.run(1, () => Snapshot.wrap(fn => fn())) });
const sets = {
  'one layer': inLayers(1, here),
  [`${DEEP} layers`]: inLayers(DEEP, here),
  'one layer with 10,000 keys': inLayers(1, () => {
    for (let i = 0; i < 10_000; i++) context.set(`key ${i}`, i);
    return here();
  }),
};

/** The median nanoseconds of an operation, without the time to enter the task. */
async function nanoseconds(loop, enter) {
  const timed = () => {
    const start = performance.now();
    loop();
    return (performance.now() - start) * 1e6;
  };
  const sample = function* () {
    yield { manual: () => enter(timed) };
  };
  const { p50 } = await measure(sample, { min_cpu_time: 20e6 });
  return p50 / TIMES;
}

// Round by round, so that a noisy minute falls on all alike. The first round warms the engine up.
const samples = Object.fromEntries(Object.keys(sets).map(set => [set, Object.fromEntries(names.map(name => [name, []]))]));
for (let round = 0; round < ROUNDS; round++) {
  for (const [set, enter] of Object.entries(sets)) {
    for (const name of names) {
      const ns = await nanoseconds(loops[name], name.startsWith('Variable') ? enter.Variable : enter.task);
      if (round > 0) samples[set][name].push(ns);
    }
  }
}
const median = values => values.sort((a, b) => a - b)[values.length >> 1];

console.log(`Node ${process.versions.node}: nanoseconds, the median of ${ROUNDS - 1} rounds`);
const [first] = Object.keys(sets);
for (const [set, byName] of Object.entries(samples)) {
  console.log(`\n${set.padEnd(30)}      ns   beside a Variable   beside one layer`);
  for (const name of names) {
    const ns = median(byName[name]);
    const base = name.startsWith('get') ? 'Variable.get' : name.startsWith('run') ? 'Variable.run' : undefined;
    const ratio = value => (value ? `${(ns / value).toFixed(2)}×` : '–');
    const cells = [
      ns.toFixed(1).padStart(8),
      ratio(base && median(byName[base])).padStart(20),
      ratio(set !== first && median(samples[first][name])).padStart(19),
    ];
    console.log(name.padEnd(30) + cells.join(''));
  }
}
if (kept === undefined) throw new Error('nothing was measured');
