// The keyed facade: the ESM build. In a process of its own, since all copies in a realm share the state of the first.
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type * as types from '../../src/context/index.js';
import { contextSuite } from './suite.js';

const facade = (await import(pathToFileURL(join(process.cwd(), 'dist/esm/node/context.js')).href)) as typeof types;

contextSuite({ name: 'the ESM build', facade });
