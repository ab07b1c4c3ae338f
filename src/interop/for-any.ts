// Chosen where no condition says what the engine is, and by `browser`: Node's classes where it is Node after all, else ours.
import { asyncHooks } from '#carrier';
import { createNodeStore } from './node-store.js';
import * as resources from './resource.js';
import * as ours from './storage.js';
import { VariableStore, type Store } from './store.js';

export const AsyncLocalStorage = (asyncHooks?.AsyncLocalStorage ?? ours.AsyncLocalStorage) as typeof ours.AsyncLocalStorage;
export const AsyncResource = (asyncHooks?.AsyncResource ?? resources.AsyncResource) as typeof resources.AsyncResource;

/** Makes what a context manager keeps its context in. */
export const createStore = <T>(manager: object): Store<T> =>
  asyncHooks ? createNodeStore(asyncHooks.AsyncLocalStorage, manager) : new VariableStore<T>();
