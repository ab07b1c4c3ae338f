// The entry `asynccontext/runtime`, which transformed code imports. Not to be imported by hand: it changes together with the transform.
export { call, create, leave, reset } from './realm-activations.js';
export { enter, pass, suspend } from './suspend.js';
export { thenable } from './thenable.js';
export { delegateTo, delegateToAsync } from './delegate.js';
export { disposeIn, enterFirst, leaveFirst } from './disposal.js';
export { attach, detach } from './import.js';
export { inherited, of } from './reactions.js';
export { held, hold, holdMethod, ofChain } from './chains.js';
export { toArray } from './values.js';
