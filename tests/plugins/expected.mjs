// The results that the app of this folder has to find, with every bundler and in every environment.

/** The expected value of `results`. */
export const expected = {
  await: 'ada',
  'top-level await': 'none',
  'a generator in TypeScript': ['1 bob', '2 bob'],
  'a generator in CommonJS': ['bob', 'bob'],
  'await in CommonJS': 'ada',
  'an async generator of a dependency': ['ada', 'ada'],
  JSX: '<p>view bob</p>',
  'a module evaluated late': ['none', 'none', 'ada'],
  reactions: ['ada', 'ada'],
  'after all': 'none',
};
