exports.steps = function* (look: () => string): Generator<string> {
  yield look();
  yield look();
};
