// The context manager of this library.
export { AsyncContextManager as Manager } from '../../../src/interop/opentelemetry.js';
