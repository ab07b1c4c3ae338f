// The first Variable of the page, for what is to be loaded after it.
import { AsyncContext } from '../../../../../src/index.js';

new AsyncContext.Variable();
