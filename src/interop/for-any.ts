// Chosen where no condition says what the engine is, and by `browser`: Node's classes where it is Node after all, else ours.
import { asyncHooks } from '#carrier';
import { freeze } from '../intrinsics.js';
import { shared } from '../agent/shared.js';
import { createNodeStore } from './node-store.js';
import * as resources from './resource.js';
import * as ours from './storage.js';
import { VariableStore, type Store } from './store.js';

interface Classes {
  readonly AsyncLocalStorage: typeof ours.AsyncLocalStorage;
  readonly AsyncResource: typeof resources.AsyncResource;
}

/** All copies of the library in a realm hand out the same classes: what one enters, the others' runs have to know of, and ids are to be unique. */
const classes = asyncHooks
  ? (asyncHooks as Classes)
  : /* @__PURE__ */ shared(Symbol.for('asynccontext.async-local-storage.v1'), () =>
      freeze({ AsyncLocalStorage: ours.AsyncLocalStorage, AsyncResource: resources.AsyncResource }),
    );

export const { AsyncLocalStorage, AsyncResource } = classes;

/** Makes what a context manager keeps its context in. */
export const createStore = <T>(manager: object): Store<T> => (asyncHooks ? createNodeStore(asyncHooks.AsyncLocalStorage, manager) : new VariableStore<T>());
