// Objects with a `then` of their own that breaks the conventions.
import type { Flow, Page, Row } from '../row.js';
import { failing, OWN, revoked } from './values.js';

type Settle = (value?: unknown) => void;
type Then = (ok: Settle, bad: Settle, page: Page) => void;

/** Each `then`; whether the await never continues or rejects, and whether another flow's code settles it. */
const kinds: Record<string, { then: Then; never?: boolean; rejects?: boolean; byOthers?: boolean; once?: boolean }> = {
  'calls back at once': { then: ok => ok(1) },
  'calls back twice': { then: ok => (ok(1), ok(2)) },
  'calls back, and then says that it failed': { then: (ok, bad) => (ok(1), bad(OWN)) },
  'fails, and then calls back': { then: (ok, bad) => (bad(OWN), ok(1)), rejects: true },
  'calls back, and then throws': {
    then: ok => {
      ok(1);
      throw OWN;
    },
  },
  throws: {
    then: () => {
      throw OWN;
    },
    rejects: true,
  },
  'never calls back': { then: () => {}, never: true },
  'calls back in a later task': { then: ok => void setTimeout(ok, 0) },
  'calls back in a later task, twice': { then: ok => [0, 1].forEach(ms => void setTimeout(ok, ms)) },
  'calls back in a microtask': { then: ok => queueMicrotask(() => ok()) },
  'calls back in another context': { then: (ok, _, { variable }) => variable.run('C', () => ok(1)), byOthers: true },
  'enters a context and calls back after it': { then: (ok, _, { variable }) => (variable.run('C', () => {}), ok(1)) },
  'calls back with a thenable': { then: ok => ok({ then: (inner: Settle) => inner(1) }) },
  'calls back with a promise': { then: ok => ok(Promise.resolve(1)) },
  'calls back with a promise that fails': { then: ok => ok(Promise.reject(OWN)), rejects: true },
  'calls back with a revoked proxy': { then: ok => ok(revoked({})), rejects: true },
  'is called by another flow': { then: (ok, _, page) => page.byB(ok), byOthers: true },
};

/** The ways in which a flow waits for a thenable. */
const waits: Record<string, { wait: (thenable: any) => Promise<unknown>; isHidden?: boolean }> = {
  // No hook sees who settles a thenable whose `then` is not the library's: the README names this exception.
  await: { wait: async thenable => void (await thenable), isHidden: true },
  // The README's remedy.
  'await Promise.resolve': { wait: async thenable => void (await Promise.resolve(thenable)) },
  'a reaction that returns it': { wait: thenable => Promise.resolve().then(() => thenable) },
};

async function follow(
  page: Page,
  own: Flow,
  where: string,
  wait: () => Promise<unknown>,
  rejects: boolean,
  look: (own: Flow, where: string) => void,
): Promise<void> {
  let failed = false;
  try {
    await wait();
  } catch {
    failed = true;
  }
  look(own, where);
  page.is(failed, rejects, `${where}: whether it failed`);
}

export const thenables: readonly Row[] = [
  ...Object.entries(kinds).flatMap(([kind, { then, never = false, rejects = false, byOthers = false }]) =>
    Object.entries(waits).map(
      ([waited, { wait, isHidden = false }]): Row => ({
        name: `a thenable that ${kind}: ${waited}`,
        must: never
          ? 'it is waited for in vain, and nobody else is'
          : byOthers && isHidden
            ? 'the exception: in browsers whoever settles it'
            : 'the flow goes on in its own context, once',
        program(page) {
          const where = 'after it';
          page.reaches(where, never ? 0 : 1);
          const thenable = { then: (ok: Settle, bad: Settle) => then(ok, bad, page) };
          const look =
            byOthers && isHidden && page.carrier === 'browser' ? (_: Flow, place: string) => void page.exempt(place) : isHidden ? page.seeOrNone : page.see;
          const done = follow(page, page.flow, where, () => wait(thenable), rejects, look);
          return never ? undefined : done;
        },
      }),
    ),
  ),
  {
    name: 'a then that is a getter which throws',
    must: 'what it throws, in the context of the flow',
    async program(page) {
      const thenable = {
        get then() {
          page.see(page.flow, 'the getter');
          throw OWN;
        },
      };
      page.reaches('after it', 1);
      await follow(page, page.flow, 'after it', async () => await thenable, true, page.see);
    },
  },
  {
    name: 'a then that is read once, and is another each time',
    must: 'an await reads it once',
    async program(page) {
      let reads = 0;
      const thenable = {
        get then() {
          reads++;
          return (ok: Settle) => ok(reads);
        },
      };
      page.is(await (thenable as unknown as Promise<number>), 1, 'reads');
      page.seeOrNone(page.flow, 'after it');
      page.is(reads, 1, 'reads in the end');
    },
  },
  {
    name: 'a then that is no function',
    must: 'the object is the value',
    async program(page) {
      for (const then of [undefined, null, 1, {}, Symbol.iterator]) {
        const object = { then };
        page.is(await Promise.resolve(object), object, 'the value');
        page.see(page.flow, 'after it');
      }
    },
  },
  {
    name: 'a promise that is resolved with itself',
    must: 'a TypeError, in the context of the flow',
    async program(page) {
      let resolve!: Settle;
      const promise = new Promise(ok => (resolve = ok));
      resolve(promise);
      try {
        await promise;
        page.is(true, false, 'it failed');
      } catch (error) {
        page.is(error instanceof TypeError, true, 'a TypeError');
      }
      page.see(page.flow, 'after it');
    },
  },
  {
    name: 'proxies in the place of thenables',
    must: 'what they throw, in the context of the flow',
    async program(page) {
      for (const [proxy, isOwn] of [
        [failing({}), true],
        [revoked({}), false],
        [failing(() => {}), true],
        [failing(Promise.resolve()), true],
        [revoked(Promise.resolve()), false],
      ] as const) {
        const failed = await follow(page, page.flow, 'after it', async () => await (proxy as unknown), true, page.seeOrNone);
        void failed;
        void isOwn;
      }
      page.reaches('after it', 5);
    },
  },
  {
    name: 'a proxy around a promise',
    must: 'the TypeError of a then that is called on something else',
    async program(page) {
      page.reaches('after it', 1);
      await follow(page, page.flow, 'after it', async () => await new Proxy(Promise.resolve(), {}), true, page.seeOrNone);
    },
  },
  {
    name: 'a chain of a thousand thenables',
    must: 'it comes to an end, and the flow has its context by Promise.resolve',
    async program(page) {
      let thenable: unknown = 1;
      for (let i = 0; i < 1000; i++) {
        const inner = thenable;
        thenable = { then: (ok: Settle) => ok(inner) };
      }
      page.is(await Promise.resolve(thenable), 1, 'the value');
      page.see(page.flow, 'after it');
    },
  },
];
