// Chosen by the condition `browser`, and if no condition names the runtime. Exports Node's classes if the code runs in Node, else the library's.
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

/** All copies of the library in a realm export the same classes, because `run` must know the contexts that any copy has entered, and ids must be unique. */
const classes = asyncHooks
  ? (asyncHooks as Classes)
  : /* @__PURE__ */ shared(Symbol.for('asynccontext.async-local-storage.v1'), () =>
      freeze({ AsyncLocalStorage: ours.AsyncLocalStorage, AsyncResource: resources.AsyncResource }),
    );

export const { AsyncLocalStorage, AsyncResource } = classes;

/** Makes the store of a context manager. */
export const createStore = <T>(manager: object): Store<T> => (asyncHooks ? createNodeStore(asyncHooks.AsyncLocalStorage, manager) : new VariableStore<T>());
