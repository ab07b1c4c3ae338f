// Functions of another script, which programs call.

/** Reads a value after an await, when whoever has called it is off the stack. */
export async function load(v) {
  await Promise.resolve();
  await Promise.resolve();
  void v.get(); // get in: a function of another script, in a promise that a kept callback makes
}
