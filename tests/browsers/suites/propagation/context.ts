// The common parts of the propagation tests: a Variable, and tests that are made from tables, whose rows are skipped if the engine lacks the API.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { AsyncContext } from '../../../../src/index.js';
import { browser, where } from '../../rig/page/rig.ts';
import { absent } from './absent.ts';

declare const document: any, XMLHttpRequest: any;

const { setTimeout: later } = globalThis;

export const variable = new AsyncContext.Variable<string>({ defaultValue: 'empty' });
export const current = (): string => variable.get();
/** Calls a function in a context; without a name, in the current one, which is the empty one in a test. */
export const within = <Result>(name: string | undefined, fn: () => Result): Result => (name === undefined ? fn() : variable.run(name, fn));

/** Whether contexts are carried by zone.js. */
export const isByZone = (globalThis as any)[Symbol.for('asynccontext.agent.v1')].carrier === 'zone';

/** The engine's Promise, even if zone.js has replaced it. */
export const NativePromise: PromiseConstructor = (globalThis as any).__zone_symbol__Promise ?? Promise;

/** A row of a table: its name, and the features that it needs, as paths from the global. */
export interface Row {
  readonly name: string;
  readonly needs?: readonly string[];
  /** A difference of zone.js's own, which it has without this library, too: then the row is skipped. */
  readonly zone?: string;
  /** Why the row passes without its patch, if it does. */
  readonly unpatched?: string | undefined;
}

/** The features that this place of this browser is known to lack. If another needed feature is missing, the row or the engine is wrong. */
const here = (absent as Record<string, (typeof absent)['page'] | undefined>)[where];
const known: readonly string[] = here ? [...here.all, ...here[browser as 'chromium']] : [];

/** Whether all patches are switched off: then each row with a context has to fail, or to say why it passes. See unpatched.ts. */
const isUnpatched = (globalThis as any)[Symbol.for('asynccontext.options.v1')]?.without?.length > 0;

const has = (path: string): boolean => {
  let object: any = globalThis;
  for (const key of path.split('.')) {
    if (object === undefined || object === null || !(key in Object(object))) return false;
    try {
      object = object[key];
    } catch {
      // A getter on a prototype throws for it. The property exists, which is enough.
      return true;
    }
  }
  return true;
};

/** Matches the names of rows that expect a context, not its absence. */
const hasContext = /in the context of/;

/** Runs a row without its patch. Fails if the row passes without a reason for that, or if it fails for another reason than a missing context. */
async function failing(test: () => unknown, reason: string | undefined): Promise<void> {
  const error = await Promise.resolve()
    .then(test)
    .then(
      () => undefined,
      (error: unknown) => error as { code?: unknown },
    );
  if (error === undefined) assert.ok(reason, 'passes without its patch, so it does not test the patch');
  else if (error.code !== 'ERR_ASSERTION') throw error;
  else assert.not(reason, `fails without its patch, though it is said to pass: ${reason}`);
}

/** Makes a suite whose tests are rows. */
export function table(name: string) {
  const inner = suite(name);
  const add = <R extends Row>({ name, needs = [], zone, unpatched }: R, test: () => unknown): void => {
    if (zone && isByZone) return inner.skip(`${name} (${zone})`, () => {});
    const lacking = needs.filter(path => !has(path));
    const unknown = lacking.filter(path => !known.includes(path));
    if (unknown.length > 0) return inner(name, () => assert.unreachable(`${unknown.join()} is not in ${browser}, ${where}, and absent.ts does not say so`));
    if (lacking.length > 0) return inner.skip(`${name} (no ${lacking[0]})`, () => {});
    if (isUnpatched) return hasContext.test(name) ? inner(name, () => failing(test, unpatched)) : undefined;
    inner(name, async () => {
      assert.is(current(), 'empty', 'a test starts in the empty context');
      await test();
    });
  };
  return { add, run: () => inner.run() };
}

export const sleep = (ms: number): Promise<void> => new Promise(resolve => later(resolve, ms));

/** Makes a function that returns an opened XMLHttpRequest. */
export const request =
  (method: string, url: string, isAsynchronous = true) =>
  (): any => {
    const xhr = new XMLHttpRequest();
    xhr.open(method, url, isAsynchronous);
    return xhr;
  };

export const blob = (): Blob => new Blob(['some text']);

/** A new element of the page. */
export const element = (tag: string, html = ''): any => {
  const made = document.body.appendChild(document.createElement(tag));
  made.innerHTML = html;
  return made;
};

/** Waits for an event, with a time limit. */
export const event = (target: any, type: string): Promise<any> =>
  within('waiting', () => limited(new Promise(resolve => target.addEventListener(type, resolve, { once: true })), type));

/** A promise that rejects if it takes too long. */
export function limited<T>(promise: Promise<T>, what: string): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const timer = later(() => reject(new Error(`${what} did not come within 60 s`)), 60_000);
    void promise.then(resolve, reject).finally(() => clearTimeout(timer));
  });
}

/** Keeps another context busy with microtasks and timers while a function runs. */
export async function amidOthers<T>(fn: () => Promise<T>): Promise<T> {
  let done = false;
  const busy = (async () => {
    while (!done) {
      for (let i = 0; i < 20; i++) await undefined;
      await within('other', async () => {
        for (let i = 0; i < 20; i++) {
          await undefined;
          assert.is(current(), 'other');
        }
        await sleep(1);
        assert.is(current(), 'other');
      });
    }
  })();
  try {
    return await fn();
  } finally {
    done = true;
    await busy;
  }
}

/** Records contexts by name: at each call, and again after an await. */
export function notes() {
  const seen: Record<string, string[]> = Object.create(null);
  const waits: Promise<void>[] = [];
  const note = (name: string): void => {
    const before = current();
    const list = (seen[name] ??= []);
    waits.push(
      (async () => {
        await undefined;
        list.push(before, current());
      })(),
    );
  };
  /** The different contexts under each name. */
  const all = async (): Promise<Record<string, string>> => {
    await Promise.all(waits);
    return Object.fromEntries(Object.entries(seen).map(([name, list]) => [name, [...new Set(list)].join()]));
  };
  return { note, all };
}
