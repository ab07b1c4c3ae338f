// The keyed facade: the CommonJS build. In a process of its own, since all copies in a realm share the state of the first.
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as types from '../../src/context/index.js';
import { contextSuite } from './suite.js';

const facade = createRequire(join(process.cwd(), 'package.json'))('./dist/cjs/node/context.js') as typeof types;

contextSuite({ name: 'the CommonJS build', facade });
