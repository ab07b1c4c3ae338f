// The table with Node's own classes.
import * as hooks from 'node:async_hooks';
import type { Hooks } from './row.js';
import { table } from './table.js';

const version = Number(process.versions.node.split('.')[0]);
table({ name: `Node ${version}`, hooks: hooks as unknown as Hooks, version });
