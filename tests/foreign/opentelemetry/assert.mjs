// The part of Node's `assert` that the tests for pages use.
import { assert } from 'chai';

export const { deepStrictEqual, doesNotThrow, fail, ok, strictEqual, throws } = assert;
