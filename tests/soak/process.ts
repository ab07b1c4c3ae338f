// The long run in a process of Node, Bun or Deno. Prints a line of JSON after each round, with the bytes in use.
import { env, memoryUsage } from 'node:process';
import { inexact, timers } from '../model/in-node.js';
import { rounds } from './rounds.js';

const { Bun, gc } = globalThis as { Bun?: { gc(now: boolean): void }; gc?: () => void };
const collect = Bun ? () => Bun.gc(true) : gc;
if (!collect) throw new Error('expected a garbage collector that can be called, got none: --expose-gc');

/** Collects garbage in separate jobs: a WeakRef that was read keeps its target until the job ends. */
async function used(): Promise<number> {
  for (let i = 0; i < 3; i++) {
    await timers.sleep(10);
    collect!();
  }
  return memoryUsage().heapUsed;
}

const { SOAK_SEED } = env;
const size = { flows: Number(env['SOAK_FLOWS']), steps: Number(env['SOAK_STEPS']), seed: SOAK_SEED === undefined ? undefined : Number(SOAK_SEED) };
for await (const round of rounds(size, timers, inexact)) {
  console.log(JSON.stringify({ ...round, memory: await used() }));
}
