// The conformance suite: tests any subject against spec.html of tc39/proposal-async-context at e21adb3.
import * as assert from 'uvu/assert';
import { badInput } from './bad-input.js';
import { flows } from './flows.js';
import { generators } from './generators.js';
import { hardness } from './hardness.js';
import { objects } from './objects.js';
import { defined, section, type Subject } from './section.js';
import { snapshot } from './snapshot.js';
import { variable } from './variable.js';
import { wrap } from './wrap.js';

/** The number of tests, the same for all subjects: a test that cannot pass is an expected failure. Two tests need features that not every engine has. */
const TESTS = 275 + ['setImmediate', 'FinalizationRegistry'].filter(name => typeof (globalThis as Record<string, unknown>)[name] === 'function').length;

/** Queues every section for a subject. */
export function conformance(subject: Subject): void {
  for (const define of [objects, variable, snapshot, wrap, badInput, flows, generators, hardness]) define(subject);
  const count = defined;
  section(subject, 'the suite', test => test('has all of its tests', () => assert.is(count, TESTS)));
}
