// The keyed facade: the source. In a process of its own, since all copies in a realm share what the first has made.
import * as facade from '../../src/context/index.js';
import { contextSuite } from './suite.js';

contextSuite({ name: 'the source', facade });
