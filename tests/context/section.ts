// A section of the suite of the keyed facade.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failing, type ExpectedFailures } from '../conformance/section.js';
import type * as facade from '../../src/context/index.js';

/** A build of the entry point. */
export interface Subject {
  readonly name: string;
  readonly facade: Pick<typeof facade, 'context' | 'createContext' | 'NoCurrentTaskError' | 'default'>;
  /** Tests that this build cannot pass, as `section: test`. If one passes, that is a failure. */
  readonly expectedFailures?: ExpectedFailures;
}

/** The number of tests defined so far. */
export let defined = 0;

/** Adds tests to a section. */
export type Test = (name: string, body: () => unknown) => void;

/** Defines a section and queues it. */
export function section(subject: Subject, title: string, define: (test: Test) => void): void {
  const tests = suite(`${subject.name}: ${title}`);
  define((name, body) => {
    defined++;
    const expected = subject.expectedFailures?.[`${title}: ${name}`];
    tests(name, expected === undefined ? (body as () => void) : () => failing(body, expected));
  });
  tests.run();
}

/** Asserts that a call throws an error of the given class whose message contains all of these words, and returns the error. */
export function throws(call: () => unknown, kind: new (message?: string) => Error, ...words: string[]): Error {
  try {
    call();
  } catch (error) {
    assert.instance(error, kind);
    for (const word of words) assert.match((error as Error).message, word);
    return error as Error;
  }
  return assert.unreachable(`expected ${kind.name}, nothing was thrown`) as never;
}

/** Resolves in a later task of the event loop. */
export const sleep = (ms = 0): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
