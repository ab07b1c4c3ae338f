// A section of the conformance suite: a uvu suite for one subject that knows its expected failures.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import type { AsyncContextObject } from '../../src/index.js';

/** An implementation under test. */
export interface Subject {
  readonly name: string;
  readonly AsyncContext: AsyncContextObject;
  /** Tests that this subject cannot pass, as `section: test`. If one passes, that is a failure. */
  readonly expectedFailures?: ExpectedFailures;
}

/** The reason for each expected failure. The test has to fail by an assertion, or by an error whose text, including its name, matches `throws`. */
export type ExpectedFailures = Readonly<Record<string, string | { readonly reason: string; readonly throws: string }>>;

/** The number of tests defined so far. */
export let defined = 0;

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
    defined++;
    const expected = subject.expectedFailures?.[`${title}: ${name}`];
    tests(name, expected === undefined ? (body as () => void) : () => failing(body, expected));
  });
  tests.run();
}

/** Runs a test that is expected to fail. Fails if the test passes, or fails in another way than expected. */
export async function failing(body: () => unknown, expected: ExpectedFailures[string]): Promise<void> {
  const { reason, throws } = typeof expected === 'string' ? { reason: expected, throws: undefined } : expected;
  try {
    await body();
  } catch (error) {
    const isAssertion = (error as { code?: unknown }).code === 'ERR_ASSERTION';
    const isMeant = throws === undefined ? isAssertion : !isAssertion && new RegExp(throws).test(String(error));
    if (isMeant) return;
    throw new Error(`expected a failure (${reason}) of ${throws === undefined ? 'an assertion' : `what throws “${throws}”`}, got ${String(error)}`);
  }
  assert.unreachable(`passes, though listed as an expected failure (${reason}): take it off the list`);
}

/** Asserts that a call throws a TypeError whose message contains all of these words. */
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

/** Resolves in a later task. */
export const sleep = (ms = 0): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
