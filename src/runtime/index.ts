// What transformed code imports, under the name `asynccontext/runtime`. Not for people: it changes together with the transform.
export { call, create, enter, leave, reset } from './activations.js';
export { suspend, thenable } from './suspend.js';
export { delegateTo, delegateToAsync } from './delegate.js';
export { attach, detach } from './import.js';
export { toArray } from './values.js';
