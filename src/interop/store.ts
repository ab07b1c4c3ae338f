// What a context manager needs of an AsyncLocalStorage: without enterWith, a Variable does it in half the time.
import { Variable, type Variable as VariableObject } from '../index.js';

/** The part of AsyncLocalStorage that a context manager needs. */
export interface Store<T> {
  getStore(): T | undefined;
  run<Args extends unknown[], Result>(store: T, fn: (...args: Args) => Result, ...args: Args): Result;
  disable(): void;
}

export class VariableStore<T> implements Store<T> {
  #variable: VariableObject<T> = new Variable<T>();

  getStore(): T | undefined {
    return this.#variable.get();
  }

  run<Args extends unknown[], Result>(store: T, fn: (...args: Args) => Result, ...args: Args): Result {
    return this.#variable.run(store, fn, ...args);
  }

  disable(): void {
    // No context knows the new one.
    this.#variable = new Variable<T>();
  }
}
