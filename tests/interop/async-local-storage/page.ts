// The table in a browser, for a user who imports `node:async_hooks` and aliases it.
import * as hooks from 'node:async_hooks';
import type { Hooks } from './row.js';
import { table } from './table.js';

table({ name: 'AsyncLocalStorage', hooks: hooks as unknown as Hooks, version: 24 });
