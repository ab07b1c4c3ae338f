// Mutants that survive since they do what the original does: shorter ways that are there for speed, what a later line does anyway, attributes that are the default.

const shortcut = 'A shorter way, for speed: the longer one comes to the same';
const remembered = 'What is remembered for speed: without it, the same is found again';
const sameError = 'The line after it throws a TypeError of the same kind';
const dflt = 'It is what the engine has by default';

/** @type {{ file: string, before: string, after?: string, reason: string }[]} */
export const equivalents = [
  { file: 'mapping/mapping.ts', before: '{ id: 0, serial: 0 }', reason: 'No entry has this serial, be it 0 or none' },
  { file: 'mapping/mapping.ts', before: '[undefined]', reason: 'A node without a child grows as one with an empty place' },
  { file: 'mapping/mapping.ts', before: 'entry.serial === key.serial', after: 'false', reason: shortcut },
  { file: 'mapping/mapping.ts', before: 'shift === 0 && id < root.length', after: 'false', reason: shortcut },
  { file: 'mapping/mapping.ts', before: '{ const leaf = root.length === 1 ? [root[0]] : copy(root); leaf[id] = entry; return new Mapping(leaf, 0, entry); }', reason: shortcut },
  { file: 'mapping/mapping.ts', before: 'root.length === 1', after: 'false', reason: shortcut },
  { file: 'mapping/mapping.ts', before: '[root[0]]', reason: 'The one place there is gets the new entry right after' },
  { file: 'mapping/nodes.ts', before: 'index < length', after: 'false', reason: shortcut },
  { file: 'spec/wrapped.ts', before: 'targetLen > 0', after: 'targetLen >= 0', reason: 'The length 0 is 0' },
  { file: 'spec/wrapped.ts', before: 'wrapped!.length !== L', after: 'true', reason: shortcut },
  { file: 'spec/wrapped.ts', before: 'wrapped!.name !== name', reason: 'A method has its name. One that was lowered has not: that is seen by the suites of lowered builds' },
  { file: 'spec/wrapped.ts', before: "'name'", reason: 'A method has its name. One that was lowered has not: that is seen by the suites of lowered builds' },
  { file: 'context/dictionary.ts', before: 'this.#isParent', after: 'true', reason: remembered },
  { file: 'context/dictionary.ts', before: 'this.#changes.count++', after: 'this.#changes.count--', reason: 'The count is only compared with what it was' },
  ...['key === this.#key', 'key === this.#otherKey', 'this.#key === undefined', 'this.#otherKey === undefined', '{ this.#key = key; this.#cell = cell; }', '{ this.#otherKey = key; this.#otherCell = cell; }'].map(before => ({ file: 'context/dictionary.ts', before, reason: remembered })),
  ...['this.#belowAt !== count', 'above === this || above === this.#parent', 'above === this', 'above === this.#parent', 'this.#below === undefined || this.#below.size >= REMEMBERED', 'this.#below.size >= REMEMBERED', 'layer === undefined', 'cell !== undefined'].map(before => ({ file: 'context/dictionary.ts', before, reason: remembered })),
  { file: 'context/dictionary.ts', before: '{ value: undefined }', reason: dflt },
  { file: 'context/dictionary.ts', before: '{ count: 0 }', reason: 'A count that is no number differs from what is remembered each time: it is found again' },
  { file: 'context/dictionary.ts', before: 'true', after: 'false', reason: 'Only whether the key is there is asked' },
  { file: 'context/dictionary.ts', before: 'false', after: 'true', reason: remembered },
  { file: 'context/create-context.ts', before: '{ name }', reason: 'Nobody outside can get at the Variable, whose name it is' },
  { file: 'context/create-context.ts', before: "typeof key !== 'string'", after: 'true', reason: shortcut },
  { file: 'context/create-context.ts', before: "'string'", reason: shortcut },
  { file: 'context/checks.ts', before: '!isEmpty && !isOnce', after: 'false', reason: shortcut },
  { file: 'runtime/delegate.ts', before: 'value !== null', after: 'true', reason: sameError },
  { file: 'runtime/delegate.ts', before: '!isObject(result)', after: 'false', reason: sameError },
  { file: 'runtime/delegate.ts', before: '!isObject(inner)', after: 'false', reason: sameError },
  ...['activation === undefined || iterable === undefined || iterable === null', 'activation === undefined || iterable === undefined', 'iterable === undefined'].map(before => ({ file: 'runtime/delegate.ts', before, reason: sameError })),
  { file: 'runtime/disposal.ts', before: '{ leave(activation); }', reason: 'What comes after the resource leaves once more' },
  { file: 'runtime/disposal.ts', before: "typeof method !== 'function'", after: 'false', reason: sameError },
  { file: 'carriers/browser/microtasks.ts', before: '{ value: undefined }', reason: dflt },
  ...['count < SEARCHED', 'count++'].map(before => ({ file: 'carriers/browser/awaits.ts', before, reason: 'How many are looked through: one that is not found gets marks of its own' })),
  { file: 'carriers/browser/promise.ts', before: 'kind === NativePromise', after: 'false', reason: shortcut },
  { file: 'carriers/browser/patch.ts', before: '!isChanged', after: 'false', reason: 'What was not changed is defined as it was' },
  { file: 'carriers/browser/microtasks.ts', before: '{ return false; }', reason: 'Nothing is as false as false is' },
  ...['promise === emptied && emptiedAt === changes'].map(before => ({ file: 'carriers/browser/awaits.ts', before, after: 'false', reason: 'One more mark that does the same' })),
];
