// The part of an AsyncLocalStorage that a context manager needs, on a Variable. It takes half the time of the library's AsyncLocalStorage, whose `run`
// keeps the stores that were entered during the call.
import { Snapshot, Variable, type Variable as VariableObject } from '../index.js';
import { enter } from './enter.js';

/** The part of AsyncLocalStorage that a context manager needs. */
export interface Store<T> {
  getStore(): T | undefined;
  run<Args extends unknown[], Result>(store: T, fn: (...args: Args) => Result, ...args: Args): Result;
  enterWith(store: T | undefined): void;
  /** Absent in some runtimes. */
  disable?(): void;
}

const takeSnapshot = () => new Snapshot();

export class VariableStore<T> implements Store<T> {
  readonly #variable: VariableObject<T> = new Variable<T>({ name: 'OpenTelemetry context' });

  getStore(): T | undefined {
    return this.#variable.get();
  }

  run<Args extends unknown[], Result>(store: T, fn: (...args: Args) => Result, ...args: Args): Result {
    return this.#variable.run(store, fn, ...args);
  }

  enterWith(store: T | undefined): void {
    if (store === this.#variable.get()) return;
    const snapshot = this.#variable.run(store as T, takeSnapshot);
    enter(snapshot, 'AsyncContextManager.attach', 'with, or make the code a function and call what bind returns for it');
  }
}
