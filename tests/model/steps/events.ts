// Steps with events, messages and observers.
import type { Kinds } from '../kinds.js';
import type { Step } from '../program.js';
import type { Here, World } from '../world.js';
import type { Snapshot } from '../../../src/index.js';

/** An event with the flow that dispatches it, for listeners to compare. */
interface Dispatched extends Event {
  from?: { readonly here: Here; readonly snapshot: Snapshot; readonly n: number; readonly isInside: boolean; steps: Step | undefined };
}
type Listener = (event: Dispatched) => void;

function targetOf(world: World): EventTarget {
  let target = world.kept<EventTarget>('target', 0);
  if (target === undefined) world.keep('target', (target = new EventTarget()));
  return target;
}

/** @param steps - The steps of a flow that one of the listeners starts, if there is one. */
function dispatch(world: World, here: Here, n: number, steps?: Step): void {
  const from = { here, snapshot: new world.subject.AsyncContext.Snapshot(), n, isInside: steps === undefined, steps };
  targetOf(world).dispatchEvent(Object.assign(new Event('step'), { from }));
  world.watch(here, 'after dispatchEvent');
}

/** Listeners, made by a flow at `own`, and called in the dispatcher's context. */
const listeners: readonly ((world: World, own: Here) => Listener)[] = [
  world =>
    ({ from }) => {
      world.watch(from!.here, 'in a listener');
      const { steps } = from!;
      from!.steps = undefined;
      if (steps !== undefined) world.begin(from!.here, 'started by a listener', steps);
    },
  // Inside out: the listener's own context lies around that of the dispatcher, which has called it.
  (world, own) =>
    world.subject.AsyncContext.Snapshot.wrap(({ from }: Dispatched) => {
      world.watch(own, 'in a wrapped listener');
      from!.snapshot.run(() => {
        world.watch(from!.here, 'in a listener inside out');
        world.start(() => world.flow({ ...from!.here, path: ['started by a listener inside out'] }, []));
      });
      world.watch(own, 'at the end of a wrapped listener');
    }),
  world =>
    ({ from }) => {
      if (from!.isInside) return;
      world.run(from!.here, from!.n, 'in a listener', inner => dispatch(world, inner, from!.n));
      world.watch(from!.here, 'in a listener that dispatches');
    },
];

/** Adds a listener, and removes an older one. Only a few are kept, since each of them starts flows. */
export function addListener(world: World, n: number, listener: Listener): void {
  const target = targetOf(world);
  target.addEventListener('step', listener, { once: n % 4 === 0 });
  const old = world.kept<Listener>('listener', 2);
  world.keep('listener', listener);
  if (old !== undefined) target.removeEventListener('step', old);
}

export const events: Kinds = {
  listen: { act: (world, here, { n }) => addListener(world, n, listeners[n % listeners.length]!(world, { ...here, path: [...here.path] })) },
  dispatch: { nested: true, act: (world, here, step) => dispatch(world, here, step.n, step) },
  // A message has the empty context. In Node it has that of the channel's maker, as AsyncLocalStorage does there.
  message: {
    isMissing: !('MessageChannel' in globalThis) || 'process' in globalThis,
    nested: true,
    act(world, here, step) {
      const { port1, port2 } = new MessageChannel();
      world.start(
        () =>
          new Promise<void>(resolve => {
            port1.onmessage = () => {
              const outside = world.outside([...here.path.slice(-2), 'message']);
              if (world.watch(outside, 'in onmessage')) world.begin(outside, 'in onmessage', step);
              port1.close();
              resolve();
            };
            port2.postMessage(0);
          }),
      );
    },
  },
  'mutation observer': {
    isMissing: !('MutationObserver' in globalThis && 'document' in globalThis),
    nested: true,
    act(world, here, step) {
      const element = document.createElement('i');
      world.start(
        () =>
          new Promise<void>(resolve => {
            const observer = new MutationObserver(() => {
              const outside = world.outside([...here.path.slice(-2), 'mutation observer']);
              if (world.watch(outside, 'in its callback')) world.begin(outside, 'in the callback of an observer', step);
              observer.disconnect();
              resolve();
            });
            observer.observe(element, { attributes: true });
            element.setAttribute('class', 'changed');
          }),
      );
    },
  },
};
