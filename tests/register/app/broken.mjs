export async function wrong() {
  await null;
  const 5five = 5;
}
