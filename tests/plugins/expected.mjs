// What the app of this folder finds, whoever bundles it, wherever it runs.

/** What `results` is. */
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
