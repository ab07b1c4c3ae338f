// A section of the conformance suite: a uvu suite on one subject, which knows the failures that are expected of it.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AsyncContextObject } from '../../src/index.js';

/** An implementation under test. */
export interface Subject {
  readonly name: string;
  readonly AsyncContext: AsyncContextObject;
  /** Tests that this subject cannot pass, as `section: test`, each with the reason. One that passes after all is a failure. */
  readonly expectedFailures?: Readonly<Record<string, string>>;
}

/** Adds tests to a section. */
export type Test = (name: string, body: () => unknown) => void;

/**
 * Defines a section and queues it.
 *
 * @param subject - What is tested.
 * @param title - The section's title.
 * @param define - Adds the tests.
 */
export function section(subject: Subject, title: string, define: (test: Test) => void): void {
  const tests = suite(`${subject.name}: ${title}`);
  define((name, body) => {
    const reason = subject.expectedFailures?.[`${title}: ${name}`];
    tests(name, reason === undefined ? (body as () => void) : () => failing(body, reason));
  });
  tests.run();
}

/** Runs a test that is expected to fail, and fails if it passes. */
export async function failing(body: () => unknown, reason: string): Promise<void> {
  try {
    await body();
  } catch {
    return;
  }
  assert.unreachable(`passes, though listed as an expected failure (${reason}): take it off the list`);
}

/** Asserts that a call throws a TypeError whose message has all of these words in it. */
export function throwsTypeError(call: () => unknown, ...words: string[]): void {
  try {
    call();
  } catch (error) {
    assert.instance(error, TypeError);
    for (const word of words) assert.match((error as TypeError).message, word);
    return;
  }
  assert.unreachable('expected a TypeError, nothing was thrown');
}

/** A task later. */
export const sleep = (ms = 0): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
