// Node's `assert`, as far as the tests for pages take it.
import { assert } from 'chai';

export const { deepStrictEqual, doesNotThrow, fail, ok, strictEqual, throws } = assert;
