// Chosen by the conditions `node`, `bun`, `deno` and `workerd` of the package's exports: the runtime's own classes.
export { AsyncLocalStorage, AsyncResource } from 'node:async_hooks';
