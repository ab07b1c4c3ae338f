// The keyed facade: the source. In a process of its own, since all copies in a realm share the state of the first.
import * as facade from '../../src/context/index.js';
import { contextSuite } from './suite.js';

contextSuite({ name: 'the source', facade });
