// Makes the page's first Variable, for libraries that are loaded after it.
import { AsyncContext } from '../../../../../src/index.js';

new AsyncContext.Variable();
