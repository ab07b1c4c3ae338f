// A React application with a router: the request's context in handlers, transitions, effects, loaders and actions. Start from this.
import { startTransition, Suspense, use, useEffect, useOptimistic, useState } from 'react';
import { createRoot } from 'react-dom/client';
import { createMemoryRouter, Link, Outlet, RouterProvider, useFetcher, useLoaderData, useNavigation } from 'react-router';
import { Snapshot, Variable } from '../../../src/index.js'; // asynccontext

export const interaction = new Variable<string>({ name: 'interaction' });

/** The values that were found in each place, in the order of the looks. */
export const seen: [where: string, interaction: string | undefined][] = [];
const look = (where: string): void => void seen.push([where, interaction.get()]);
/** Lets flows wait for each other, so that they overlap even if a click takes long. */
let meet: () => void = () => {};
export let met: Promise<void> = Promise.resolve();
export const expectTwo = (): void => {
  let coming = 2;
  met = new Promise(resolve => {
    meet = () => void (--coming === 0 && resolve());
  });
};
export const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** Makes a handler that is an interaction of its own. */
const interact = (name: string, run: () => unknown) => () => interaction.run(name, run);

async function request(what: string): Promise<string> {
  await null;
  meet();
  await met;
  await after(2);
  look(`request ${what}`);
  return (await fetch(`/echo?${what}`)).ok ? what : 'nothing';
}

function Counter({ id }: { readonly id: string }) {
  const [count, setCount] = useState(0);
  const [shown, showOptimistically] = useOptimistic(count);
  const [onChange, setOnChange] = useState<(() => void) | undefined>();
  useEffect(() => {
    look(`effect of ${id}`);
    onChange?.();
    return () => look(`cleanup of ${id}`);
  }, [count]);
  return (
    <button
      id={id}
      onClick={interact(id, () => {
        look(`handler of ${id}`);
        startTransition(async () => {
          showOptimistically(count + 1);
          look(`transition of ${id}`);
          await request(id);
          look(`transition of ${id}`);
          // React runs an effect later, in another context. Code that needs the handler's context there has to hand it over.
          const report = Snapshot.wrap(() => look(`handed to the effect of ${id}`));
          startTransition(() => {
            setOnChange(() => report);
            setCount(count + 1);
          });
        });
      })}>
      {id}: {shown}
    </button>
  );
}

const slow = Promise.resolve()
  .then(() => after(1))
  .then(() => 'the late part');
const Late = () => <p id="late">{use(slow)}</p>;

function Background({ id }: { readonly id: string }) {
  const fetcher = useFetcher<string>();
  return (
    <button id={id} onClick={interact(id, () => void fetcher.load(`/item/${id}`))}>
      {fetcher.data ?? 'nothing yet'}
    </button>
  );
}

function Layout() {
  const { state } = useNavigation();
  useEffect(() => {
    interaction.run('mounted', async () => {
      await after(1);
      look('flow of the effect');
    });
  }, []);
  return (
    <main data-state={state}>
      <Counter id="one" />
      <Counter id="two" />
      <Background id="left" />
      <Background id="right" />
      <Link id="link" to="/item/linked">
        linked
      </Link>
      <Suspense fallback="…">
        <Late />
      </Suspense>
      <Outlet />
    </main>
  );
}

const Item = () => <h1>{useLoaderData<string>()}</h1>;

export const router = createMemoryRouter([
  {
    path: '/',
    Component: Layout,
    children: [
      { index: true, element: <h1>home</h1> },
      {
        path: 'item/:name',
        Component: Item,
        HydrateFallback: () => null,
        loader: async ({ params: { name } }) => {
          look(`loader of ${name}`);
          const item = await request(`item ${name}`);
          look(`loader of ${name}`);
          return item;
        },
        action: async ({ params: { name }, request: { method } }) => {
          await after(1);
          look(`action of ${name}`);
          return `${method} ${name}`;
        },
      },
    ],
  },
]);

/** Renders the application. */
export function startApplication(): void {
  createRoot(document.body.appendChild(document.createElement('div'))).render(<RouterProvider router={router} />);
}
