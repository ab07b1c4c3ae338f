// Runs a program of flows, and compares the context that each step sees with the context of its flow.
import { kinds } from './kinds.js';
import type { Flow, Step } from './program.js';
import { Expected, World, type Here, type Outcome, type Subject } from './world.js';

/** The number of rounds, of some milliseconds each, after which a program that has not ended counts as stuck. */
const ROUNDS = 1500;

/**
 * Runs a program.
 *
 * @param program - The program.
 * @param subject - The state that programs side by side share.
 */
export async function runProgram(program: readonly Flow[], subject: Subject): Promise<Outcome> {
  const world = new World(subject);
  // Local variables, since some lanes evaluate this function's text, in which a bundler's names for imports mean nothing.
  const [table, Thrown] = [kinds, Expected];

  async function flow({ context, path: start }: Here, steps: readonly Step[]): Promise<void> {
    const path = [...start];
    const here = { context, path };
    world.look(here);
    for (const step of steps) {
      const kind = table[step.kind]!;
      path.push(kind.wait === undefined ? step.kind : world.afterSettling(step.kind));
      try {
        // Awaited in this function itself: a further function would add another await of a promise.
        if (kind.wait !== undefined) {
          world.waiting.add(path);
          await kind.wait(world, here, step);
          world.waiting.delete(path);
        } else kind.act!(world, here, step);
      } catch (error) {
        world.waiting.delete(path);
        if (!(error instanceof Thrown)) throw error;
      }
      world.look(here);
    }
  }
  world.flow = flow;

  for (const [i, { context, steps }] of program.entries()) {
    const outside = world.outside([`flow ${i}`]);
    const begin = (here: Here) => world.begin(here, `flow ${i}`, { kind: '', n: 0, steps });
    if (context === 'empty') begin(outside);
    else world.run(outside, i, `flow ${i}`, begin);
  }
  await finish(world);
  if (world.seen().some(value => value !== 0)) world.wrong(world.outside([]).context, world.seen(), ['the end of the program']);
  return world.outcome;
}

/** Waits until all flows have ended, and settles promises that no flow has settled for some milliseconds. */
async function finish(world: World): Promise<void> {
  let isOver = false;
  const all = (async () => {
    for (let next = world.started.shift(); next !== undefined; next = world.started.shift()) await next;
  })().finally(() => (isOver = true));
  for (let round = 0; !isOver; round++) {
    const old = world.pending.length;
    await Promise.race([all, world.subject.sleep(4)]);
    if (round === ROUNDS) {
      for (const path of world.waiting) world.outcome.stuck.push(path.slice(-4).join(', '));
      return;
    }
    for (let i = 0; i < old; i++) settleOne(world, round + i);
  }
  await all;
}

/** Settles the promise that has waited longest, in no context or in a new one. */
function settleOne(world: World, n: number): void {
  const deferred = world.takePending(0);
  const outside = world.outside(['the end']);
  if (n % 2 === 0) deferred?.resolve(n, outside);
  else world.run(outside, n, 'the end', inner => deferred?.resolve(n, inner));
}
