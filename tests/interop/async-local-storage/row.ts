// The type of the table's rows, and the code that they share.
import type { AsyncLocalStorage, AsyncLocalStorageConstructor, AsyncResourceConstructor } from '../../../src/interop/async-local-storage.js';

export interface Hooks {
  readonly AsyncLocalStorage: AsyncLocalStorageConstructor;
  readonly AsyncResource: AsyncResourceConstructor;
}

export interface Subject {
  readonly name: string;
  readonly hooks: Hooks;
  /** The major version of Node whose interface the subject has. */
  readonly version: number;
  /** Whether contexts end with the synchronous call. */
  readonly synchronous?: boolean;
}

export interface Tools {
  readonly hooks: Hooks;
  readonly storage: () => AsyncLocalStorage<unknown>;
}

export type Row = readonly [
  title: string,
  /** Whether it concerns synchronous code alone, and the first version of Node in which it holds. */
  about: { readonly sync?: boolean; readonly since?: number },
  run: (tools: Tools) => unknown,
];

/** A promise that is fulfilled after so many milliseconds. */
export const after = (ms: number): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));

/** An async function that awaits a few things and returns nothing. */
export async function flow(ms: number): Promise<void> {
  await after(ms);
  await null;
}

/** Runs a function in a task of its own, and returns its result. */
export const inTask = <T>(fn: () => T | Promise<T>): Promise<T> =>
  new Promise((resolve, reject) => {
    setTimeout(() => {
      try {
        resolve(fn());
      } catch (error) {
        reject(error as Error);
      }
    }, 1);
  });
