export function* steps(look) {
  yield look();
  yield look();
}
