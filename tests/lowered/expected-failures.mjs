// What of the suites no lowered build can pass, and why.

const fallbacks = ['undefined undefined', 'object null', 'number 1', 'string text', 'boolean true', 'symbol Symbol(s)'];

/** Of the conformance suite, for each reason, the tests that fail for it. */
const all = {
  'a lowered class throws, before anything else, unless `this` inherits from its prototype': [
    'new Variable: reads its options in the order of the specification',
    'new Variable: throws what a getter throws, before it asks for the prototype',
    'new Variable: takes its prototype from new.target',
    ...fallbacks.map(value => `new Variable: falls back if the prototype of new.target is ${value}`),
    'new Variable: accepts Object.prototype as the prototype of new.target',
    'Snapshot: takes its prototype from new.target, or falls back',
    'bad input: constructors called as functions',
  ],
  'a lowered method is a function like any other': [
    'objects: Variable.prototype.run is no constructor',
    'objects: Variable.prototype.get is no constructor',
    'objects: get Variable.prototype.name has the name and length of the specification',
    'objects: get Variable.prototype.name is no constructor',
    'objects: Snapshot.prototype.run is no constructor',
  ],
  "Babel's helpers ask the built-ins each time": [
    'hardness: Function.prototype.call is not asked',
    'hardness: Reflect.construct is not asked',
    'hardness: Object.prototype.get is not taken for an attribute',
    'hardness: Object.prototype.set is not taken for an attribute',
  ],
};

const own = {
  'preset-env': {
    'a lowered method is a function like any other': ['objects: Snapshot.wrap is no constructor', 'Snapshot.wrap: returns a function that is no constructor'],
    "Babel's helpers ask the built-ins each time; private fields are weak maps": ['get', 'set', 'has'].map(key => `hardness: WeakMap.prototype.${key} is not asked`),
  },
  'react-native': {
    'private fields are properties': [
      'objects: a Variable has no other properties',
      'objects: a Snapshot has no other properties',
      'Variable.prototype.run: works on a frozen Variable',
      'bad input: as this: the other kind, a subclass that did not call super, a proxy',
      'hardness: Object.defineProperty is not asked',
      'hardness: Object.prototype.hasOwnProperty is not asked',
      'hardness: what transformed code calls gives away no mapping',
    ],
  },
};

/** Each test with its reason, as the suites take them. */
const byTest = (...groups) =>
  Object.fromEntries(groups.flatMap(group => Object.entries(group)).flatMap(([reason, tests]) => tests.map(test => [test, reason])));

/** @type {Record<string, Record<string, string>>} of the conformance suite, for each preset */
export const conformanceFailures = Object.fromEntries(Object.entries(own).map(([preset, group]) => [preset, byTest(all, group)]));

/** On Hermes, what is otherwise with React Native's preset: what passes after all, and what fails. */
const onHermes = {
  passes: [...fallbacks.map(value => `new Variable: falls back if the prototype of new.target is ${value}`), 'await: a thenable: the context is the same after it'],
  fails: {
    'a rest parameter counts for the length': ['objects: Variable.prototype.run has the name and length of the specification', 'objects: Snapshot.prototype.run has the name and length of the specification'],
    'each function has `arguments` and `caller` of its own': ['objects: Variable has no other properties', 'objects: Snapshot has no other properties'],
    'a lowered method is a function like any other': ['objects: Snapshot.wrap is no constructor', 'Snapshot.wrap: returns a function that is no constructor'],
    'there is none': ['any', 'allSettled'].flatMap(name => [`await: Promise.${name}: the context is the same after it`, `await: Promise.${name}: a flow without a context has none after it`]),
  },
};

/**
 * What fails on Hermes, of what fails elsewhere.
 *
 * @param {Record<string, string>} others
 */
export const failuresOnHermes = others =>
  Object.fromEntries(Object.entries({ ...others, ...conformanceFailures['react-native'], ...byTest(onHermes.fails) }).filter(([name]) => !onHermes.passes.includes(name)));

/** @type {Record<string, Record<string, string>>} of the keyed facade's suite, for each preset */
export const contextFailures = {
  'preset-env': byTest({
    "Babel's helpers ask the built-ins each time, and store the rest of the arguments where an array may inherit": [
      'keys and values: what is done to Map.prototype and Array.prototype later sees nothing',
    ],
    'a lowered method is a function like any other': ['bind: keeps this, the arguments, the name and the length'],
  }),
  'react-native': {},
};
