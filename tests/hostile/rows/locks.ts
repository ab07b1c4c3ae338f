// Realms that are locked down completely: all intrinsics frozen by hand, and Hardened JavaScript.
import type { Tampering } from '../tampering.js';

/** Freezes all objects that can be reached from the global through data properties, except the global itself and objects of the host. */
function freezeAll(): void {
  const intrinsics = [
    'Object',
    'Function',
    'Array',
    'Promise',
    'Error',
    'TypeError',
    'RangeError',
    'Map',
    'Set',
    'WeakMap',
    'WeakSet',
    'WeakRef',
    'FinalizationRegistry',
    'Symbol',
    'Proxy',
    'Reflect',
    'JSON',
    'Math',
    'String',
    'Number',
    'Boolean',
    'BigInt',
    'RegExp',
    'Date',
  ];
  const known = new Set<unknown>();
  const freeze = (value: unknown): void => {
    if ((typeof value !== 'object' && typeof value !== 'function') || value === null || known.has(value)) return;
    known.add(value);
    Object.freeze(value);
    freeze(Object.getPrototypeOf(value));
    for (const key of Reflect.ownKeys(value)) {
      const own = Object.getOwnPropertyDescriptor(value, key)!;
      for (const part of [own.value, own.get, own.set]) freeze(part);
    }
  };
  for (const name of intrinsics) freeze((globalThis as any)[name]);
  for (const value of [async () => {}, function* () {}, async function* () {}, [][Symbol.iterator]()]) freeze(Object.getPrototypeOf(value));
}

export const locks: readonly Tampering[] = [
  { name: 'all intrinsics are frozen', tamper: () => void freezeAll(), must: { before: 'warned', between: 'refused' } },
  {
    name: 'lockdown() of SES',
    needs: ['SES'],
    tamper: host => void host.lockdown!(),
    // After the first Variable SES does not know the library's accessor, and throws: tests/browsers/suites/neighbours/ses.test.ts.
    only: ['before', 'between'],
    must: { before: 'warned', between: 'refused' },
  },
];
