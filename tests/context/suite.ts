// The suite of the keyed facade, for any build of it.
import * as assert from 'uvu/assert';
import { badInput } from './bad-input.js';
import { chain } from './chain.js';
import { dictionary } from './dictionary.js';
import { flows } from './flows.js';
import { inheritance } from './inheritance.js';
import { original } from './original.js';
import { defined, section, type Subject } from './section.js';
import { tasks } from './tasks.js';

/** The number of tests, the same for every build. */
const TESTS = 133;

/** Queues every section for a subject. */
export function contextSuite(subject: Subject): void {
  for (const define of [original, dictionary, tasks, inheritance, chain, flows, badInput]) define(subject);
  const count = defined;
  section(subject, 'the suite', test => test('has all of its tests', () => assert.is(count, TESTS)));
}
