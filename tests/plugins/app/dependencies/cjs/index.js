// A dependency in CommonJS.
'use strict';

exports.later = async function later(look) {
  await null;
  await 1;
  await 2;
  return look();
};

exports.steps = function* steps(look) {
  yield look();
  yield look();
};
