// The table with our classes, in Node, on the carrier that the bundle contains.
import { AsyncLocalStorage, AsyncResource } from '../../../src/interop/async-local-storage.js';
import { badInput } from './bad-input.js';
import { table } from './table.js';

declare const CARRIER: string;
table({ name: `ours on the ${CARRIER} carrier`, hooks: { AsyncLocalStorage, AsyncResource }, version: 24, synchronous: CARRIER === 'synchronous' });
badInput(`ours on the ${CARRIER} carrier`, { AsyncLocalStorage, AsyncResource });
