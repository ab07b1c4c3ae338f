// Two realms, each with a copy of the built library, in the same flows: prints what each finds. Needs --expose-gc.
import { setTimeout as sleep } from 'node:timers/promises';
import { createContext } from 'node:vm';
import { loadIn } from './load.mjs';

const load = () => loadIn(createContext({}), 'node/index.js');
const [one, two] = [load(), load()];
const a = new one.Variable({ defaultValue: 'none' });
const b = new two.Variable({ defaultValue: 'none' });
const both = () => `${a.get()} ${b.get()}`;

const seen = [];
const look = () => void seen.push(both());
await a.run('a', async () => {
  look();
  await null;
  await b.run('b', async () => {
    look();
    await null;
    a.run('inner', look);
    b.run('inner', look);
    await sleep(1);
    look();
    const [snapshot, other] = [new one.Snapshot(), new two.Snapshot()];
    a.run('x', () => b.run('y', () => (snapshot.run(look), other.run(look), look())));
    a.run('x', () => void queueMicrotask(look));
    await null;
  });
  look();
});
look();
await b.run('only b', async () => {
  await null;
  look();
});

// Contexts that alternate between the two realms do not keep shadowed values alive.
const refs = [];
let context = new one.Snapshot();
for (let i = 0; i < 1000; i++) {
  const [variable, { Snapshot }] = i % 2 ? [a, one] : [b, two];
  const value = { i };
  refs.push(new WeakRef(value));
  context = context.run(() => variable.run(value, () => new Snapshot()));
}
const alive = () => refs.filter(ref => ref.deref() !== undefined).length;
// A weak reference that was read keeps its value until the job ends, and the stack may keep one a little longer.
for (let i = 0; i < 100 && alive() > 2; i++) {
  await sleep(1);
  globalThis.gc();
}
const held = alive();
const last = context.run(() => [a.get().i, b.get().i]);
process.stdout.write(JSON.stringify({ seen, held, last }));
