exports.steps = function* (look) {
  yield look();
  yield look();
};
