// The tests that lowered builds cannot pass, with the reasons.

const fallbacks = ['undefined undefined', 'object null', 'number 1', 'string text', 'boolean true', 'symbol Symbol(s)'];

/** A test fails by an assertion, or by an error whose text matches `throws`: the message of Babel's helper, or the name of the engine's error. */
const noClass = 'a lowered class throws, before anything else, unless `this` inherits from its prototype';
const noMethod = 'a lowered method is a function like any other';
const helpers = "Babel's helpers ask the built-ins each time";
const weakMaps = `${helpers}; private fields are weak maps`;
const properties = 'private fields are properties';
const foreign = 'attempted to use private field on non-instance';

/** Tests of the conformance suite that fail with every preset. */
const all = [
  {
    reason: noClass,
    throws: 'Cannot call a class as a function',
    tests: [
      'new Variable: reads its options in the order of the specification',
      'new Variable: takes its prototype from new.target',
      ...fallbacks.map(value => `new Variable: falls back if the prototype of new.target is ${value}`),
      'new Variable: accepts Object.prototype as the prototype of new.target',
      'Snapshot: takes its prototype from new.target, or falls back',
    ],
  },
  { reason: noClass, tests: ['new Variable: throws what a getter throws, before it asks for the prototype', 'bad input: constructors called as functions'] },
  {
    reason: noMethod,
    tests: [
      'objects: Variable.prototype.run is no constructor',
      'objects: Variable.prototype.get is no constructor',
      'objects: get Variable.prototype.name has the name and length of the specification',
      'objects: get Variable.prototype.name is no constructor',
      'objects: Snapshot.prototype.run is no constructor',
    ],
  },
  { reason: helpers, tests: ['hardness: Reflect.construct is not asked'] },
  { reason: helpers, throws: 'TypeError', tests: ['get', 'set'].map(key => `hardness: Object.prototype.${key} is not taken for an attribute`) },
];

const called = 'hardness: Function.prototype.call is not asked';
const own = {
  'preset-env': [
    { reason: noMethod, tests: ['objects: Snapshot.wrap is no constructor', 'Snapshot.wrap: returns a function that is no constructor'] },
    { reason: helpers, tests: [called] },
    { reason: weakMaps, throws: 'TypeError', tests: ['get', 'set', 'has'].map(key => `hardness: WeakMap.prototype.${key} is not asked`) },
  ],
  'react-native': [
    { reason: helpers, throws: foreign, tests: [called] },
    {
      reason: properties,
      tests: [
        'objects: a Variable has no other properties',
        'objects: a Snapshot has no other properties',
        'bad input: as this: the other kind, a subclass that did not call super, a proxy',
        'hardness: what transformed code calls gives away no mapping',
      ],
    },
    { reason: properties, throws: 'TypeError', tests: ['Variable.prototype.run: works on a frozen Variable'] },
    { reason: properties, throws: foreign, tests: ['hardness: Object.defineProperty is not asked', 'hardness: Object.prototype.hasOwnProperty is not asked'] },
  ],
};

/** The reason for each test, in the form that the suites take. */
const byTest = (...groups) =>
  Object.fromEntries(groups.flatMap(({ reason, throws, tests }) => tests.map(test => [test, throws === undefined ? reason : { reason, throws }])));

/** @type {Record<string, Record<string, string | { reason: string, throws: string }>>} for the conformance suite, by preset */
export const conformanceFailures = Object.fromEntries(Object.entries(own).map(([preset, groups]) => [preset, byTest(...all, ...groups)]));

/** The differences on Hermes with React Native's preset: tests that pass there, and further ones that fail. */
const onHermes = {
  passes: [
    ...fallbacks.map(value => `new Variable: falls back if the prototype of new.target is ${value}`),
    'await: a thenable: the context is the same after it',
  ],
  fails: [
    {
      reason: 'a rest parameter counts for the length',
      tests: [
        'objects: Variable.prototype.run has the name and length of the specification',
        'objects: Snapshot.prototype.run has the name and length of the specification',
      ],
    },
    {
      reason: 'each function has `arguments` and `caller` of its own',
      tests: ['objects: Variable has no other properties', 'objects: Snapshot has no other properties'],
    },
    { reason: noMethod, tests: ['objects: Snapshot.wrap is no constructor', 'Snapshot.wrap: returns a function that is no constructor'] },
    {
      reason: 'there is no Promise.any and no Promise.allSettled',
      throws: 'TypeError',
      tests: ['any', 'allSettled'].flatMap(name => [
        `await: Promise.${name}: the context is the same after it`,
        `await: Promise.${name}: a flow without a context has none after it`,
      ]),
    },
  ],
};

/**
 * The expected failures on Hermes.
 *
 * @param {Record<string, string | { reason: string, throws: string }>} others the expected failures of the carrier
 */
export const failuresOnHermes = others =>
  Object.fromEntries(
    Object.entries({ ...others, ...conformanceFailures['react-native'], ...byTest(...onHermes.fails) }).filter(([name]) => !onHermes.passes.includes(name)),
  );

/** @type {Record<string, Record<string, string | { reason: string, throws: string }>>} for the keyed facade's suite, by preset */
export const contextFailures = {
  'preset-env': byTest(
    {
      reason: `${helpers}, and store the rest of the arguments where an array may inherit`,
      throws: 'call stack size|recursion',
      tests: ['keys and values: what is done to Map.prototype and Array.prototype later sees nothing'],
    },
    { reason: noMethod, tests: ['bind: keeps this, the arguments, the name and the length'] },
  ),
  'react-native': {},
};
