// Programs that may make a realm unusable: closing marks that cannot be added, stacks that overflow, promises that a page has patched.
import { closes } from './closes.js';
import type { Tools } from './harness.js';
import { patches } from './patches.js';
import { reads } from './reads.js';
import { stacks } from './stacks.js';

export type Program = (tools: Tools) => unknown;

export const programs: Readonly<Record<string, Program>> = { ...closes, ...patches, ...reads, ...stacks };
/** Programs that overflow the stack. */
export const overflowing: ReadonlySet<string> = new Set(Object.keys(stacks));
