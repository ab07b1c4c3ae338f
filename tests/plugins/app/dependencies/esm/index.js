// A dependency in ES modules.
export async function* slowly(look) {
  await null;
  await 1;
  yield look();
  await 2;
  yield look();
}
