// The conformance suite on the source, with the browser carrier.
import { conformance } from '../../conformance/conformance.js';
import { AsyncContext } from '../../../src/index.js';

const resumed = 'no hook sees a generator being resumed; the transform makes it exact';

conformance({
  name: 'browser carrier',
  AsyncContext,
  expectedFailures: {
    'await: a thenable: the context is the same after it':
      'its then is called from a job that no hook sees, and resolves at once: the second of two steps out of sight',
    'generators: the body runs in the context of the call': resumed,
    'generators: the body of a generator without a context has none': resumed,
    'generators: yield* goes on in the context of the call': resumed,
    'async generators: the body runs in the context of the call': resumed,
    'async generators: requests that queue up go on in the context of the call': resumed,
  },
});
