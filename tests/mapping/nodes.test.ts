// The arrays of the trie: each is as short as possible; a copy shares nothing with its original, and has no holes.
import { test } from 'uvu';
import * as assert from 'uvu/assert';
import { copy, copyWithRoom, WIDTH, type Node } from '../../src/mapping/nodes.js';

const lengths = [1, 2, 4, 8, 16, 32];
const node = (length: number): Node<number> => Array.from({ length }, (_, index) => index + 1);

/** Whether every index is an own property. */
const hasNoHole = (array: unknown[]): boolean => array.every((_, index) => Object.hasOwn(array, index)) && Object.keys(array).length === array.length;

test('a node has 32 children at most', () => assert.is(WIDTH, 32));

for (const length of lengths) {
  test(`a copy of ${length}`, () => {
    const original = node(length);
    const made = copy(original);
    assert.is.not(made, original);
    assert.equal(made, node(length));
    assert.ok(hasNoHole(made));
  });

  for (const shorter of lengths.filter(each => each <= length)) {
    test(`the first ${shorter} of ${length}`, () => assert.equal(copy(node(length), shorter), node(shorter)));
  }

  test(`room in a node of ${length}`, () => {
    for (let index = 0; index < WIDTH; index++) {
      const original = node(length);
      const made = copyWithRoom(original, index);
      const expected = index < length ? length : lengths.find(each => each > index)!;
      assert.equal(made, [...node(length), ...Array(expected - length).fill(undefined)], `for ${index}`);
      assert.ok(hasNoHole(made));
      assert.is.not(made, original);
      assert.equal(original, node(length));
    }
  });
}

test.run();
