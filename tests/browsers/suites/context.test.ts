// The keyed facade: the source, in browsers.
import * as facade from '../../../src/context/index.js';
import { contextSuite } from '../../context/suite.js';

contextSuite({ name: 'browser carrier', facade });
