// Chosen where no condition says what the engine is, and by `browser`: Node's classes where it is Node after all, else ours.
import { asyncHooks } from '#carrier';
import * as resources from './resource.js';
import * as ours from './storage.js';

export const AsyncLocalStorage = (asyncHooks?.AsyncLocalStorage ?? ours.AsyncLocalStorage) as typeof ours.AsyncLocalStorage;
export const AsyncResource = (asyncHooks?.AsyncResource ?? resources.AsyncResource) as typeof resources.AsyncResource;
