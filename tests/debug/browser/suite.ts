// The programs in browsers. This bundle contains neither the library nor the programs, so that stack traces name the places that people would see.
import { everywhere, inBrowsers, inPages, nothing, whereLocked } from '../expected.js';
import { debugSuite, type File, type Subject } from '../suite.js';

declare const LOCKED: boolean;

// For programs that have kept a function from before the installation.
Object.assign(globalThis, { early: { setTimeout: globalThis.setTimeout.bind(globalThis) } });
if (LOCKED) Object.freeze(Promise.prototype);

const load = async (path: string) => (await import(new URL(path, location.origin).href)) as Record<string, unknown>;
const read = async (path: string) => (await fetch(path)).text();

const library = (await load('/dist/esm/any/index.js')) as never as Subject['library'];
const { AsyncLocalStorage } = (await load('/dist/esm/any/async-local-storage.js')) as never as Subject['library'];
const debug = (await load('/dist/esm/any/debug.js')) as never as Subject['debug'];
const files: File[] = [];
for (const name of LOCKED ? ['locked'] : ['kept', 'generators', 'timers', 'awaits', 'platform', 'silent']) {
  const path = `/tests/debug/programs/${name}.mjs`;
  files.push({ name, url: path, text: await read(path), programs: (await load(path))[name] as File['programs'] });
}
const silent = files.find(({ name }) => name === 'silent');
const expected = LOCKED
  ? whereLocked
  : { ...everywhere, ...inBrowsers, ...('document' in globalThis ? inPages : {}), ...nothing(Object.keys(silent!.programs)) };
debugSuite({ name: 'browser', library: { ...library, AsyncLocalStorage: AsyncLocalStorage! }, debug, files, elsewhere: '', expected });
