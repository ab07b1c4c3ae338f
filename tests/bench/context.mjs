// What the keyed facade costs beside a Variable, and a chain of layers beside one: `node tests/bench/context.mjs`, after a build.
import { measure } from 'mitata';
import { Variable } from 'asynccontext';
import { createContext } from 'asynccontext/context';

const TIMES = 1024;
const DEEP = 100;
const variable = new Variable();
const context = createContext({ inherit: 'chain' });

const empty = () => 1;
let kept;
// A loop of its own for each, so that the engine inlines what it would for a user.
const loops = {
  'Variable.get': () => {
    for (let i = 0; i < TIMES; i++) kept = variable.get();
  },
  get: () => {
    for (let i = 0; i < TIMES; i++) kept = context.get('top');
  },
  set: () => {
    for (let i = 0; i < TIMES; i++) context.set('top', i);
  },
  'get, a key of the root': () => {
    for (let i = 0; i < TIMES; i++) kept = context.get('root');
  },
  'get, a key half way': () => {
    for (let i = 0; i < TIMES; i++) kept = context.get('half');
  },
  'get, a key of nobody': () => {
    for (let i = 0; i < TIMES; i++) kept = context.get('nobody');
  },
  'set, with a thousand keys': () => {
    for (let i = 0; i < TIMES; i++) context.set('top', i);
  },
  'Variable.run': () => {
    for (let i = 0; i < TIMES; i++) kept = variable.run(i, empty);
  },
  'run, share': () => {
    for (let i = 0; i < TIMES; i++) kept = context.run({ inherit: 'share' }, empty);
  },
  'run, chain': () => {
    for (let i = 0; i < TIMES; i++) kept = context.run(empty);
  },
};

/** Runs a function in so many layers, with a key in the first, in the middle and in the last. */
function inLayers(count, fn, layer = 1) {
  return context.run(() => {
    if (layer === 1) context.set('root', 1);
    if (layer === Math.ceil(count / 2)) context.set('half', 1);
    if (layer < count) return inLayers(count, fn, layer + 1);
    context.set('top', 1);
    return fn();
  });
}

/** The median nanoseconds of each operation. */
async function figures(names) {
  const result = {};
  for (const name of names) {
    const { p50 } = await measure(loops[name], { min_cpu_time: 100e6 });
    result[name] = p50 / TIMES;
  }
  return result;
}

const gets = ['get', 'get, a key of the root', 'get, a key half way', 'get, a key of nobody'];
const one = await variable.run(1, () => inLayers(1, () => figures(Object.keys(loops).filter(name => !name.includes('thousand')))));
const deep = await variable.run(1, () => inLayers(DEEP, () => figures([...gets, 'set', 'run, chain'])));
const wide = await variable.run(1, () =>
  inLayers(1, () => {
    for (let i = 0; i < 1000; i++) context.set(`key ${i}`, i);
    return figures(['set, with a thousand keys']);
  }),
);

const row = (name, ns, base) => console.log(`${name.padEnd(34)}${ns.toFixed(1).padStart(8)} ns${base ? `   ${(ns / base).toFixed(2)}×` : ''}`);
console.log(`Node ${process.versions.node}, median of many samples; a layer is a child with the policy 'chain'\n`);
console.log('one layer');
for (const [name, ns] of Object.entries({ ...one, ...wide })) {
  row(name, ns, /^Variable/.test(name) ? undefined : /^get/.test(name) ? one['Variable.get'] : /^run/.test(name) ? one['Variable.run'] : one.set);
}
console.log(`\n${DEEP} layers, beside the same in one`);
for (const [name, ns] of Object.entries(deep)) row(name, ns, one[name.startsWith('get') ? 'get' : name]);
if (kept === undefined) console.log('a key of nobody was read last');
