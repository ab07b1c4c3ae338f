// The suite of the keyed facade, on any build of it.
import { badInput } from './bad-input.js';
import { chain } from './chain.js';
import { dictionary } from './dictionary.js';
import { flows } from './flows.js';
import { inheritance } from './inheritance.js';
import { original } from './original.js';
import type { Subject } from './section.js';
import { tasks } from './tasks.js';

/** Queues every section for a subject. */
export function contextSuite(subject: Subject): void {
  for (const section of [original, dictionary, tasks, inheritance, chain, flows, badInput]) section(subject);
}
