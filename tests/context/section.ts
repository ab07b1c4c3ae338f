// A section of the suite of the keyed facade.
import { suite } from 'uvu';
import * as assert from 'uvu/assert';
import { failing, type ExpectedFailures } from '../conformance/section.js';
import type * as facade from '../../src/context/index.js';

/** A build of the entry point. */
export interface Subject {
  readonly name: string;
  readonly facade: Pick<typeof facade, 'context' | 'createContext' | 'NoCurrentTaskError' | 'default'>;
  /** Tests that this build cannot pass, as `section: test`. One that passes after all is a failure. */
  readonly expectedFailures?: ExpectedFailures;
}

/** How many tests have been defined. */
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

/** Asserts that a call throws an error of a kind whose message has all of these words in it, and returns it. */
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

/** A task of the event loop later. */
export const sleep = (ms = 0): Promise<void> => new Promise(resolve => setTimeout(resolve, ms));
