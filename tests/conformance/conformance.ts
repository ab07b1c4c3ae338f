// The conformance suite: what spec.html of tc39/proposal-async-context at e21adb3 asks for, on any subject.
import { badInput } from './bad-input.js';
import { flows } from './flows.js';
import { generators } from './generators.js';
import { hardness } from './hardness.js';
import { objects } from './objects.js';
import type { Subject } from './section.js';
import { snapshot } from './snapshot.js';
import { variable } from './variable.js';
import { wrap } from './wrap.js';

/** Queues every section for a subject. */
export function conformance(subject: Subject): void {
  for (const section of [objects, variable, snapshot, wrap, badInput, flows, generators, hardness]) section(subject);
}
