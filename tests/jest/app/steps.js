// What is tested: a generator, an async one, and a function that awaits.
import { variable } from './variable.js';

export function* steps() {
  yield variable.get();
  if (variable.get() === 'never') return;
  yield variable.get();
}

export async function* asyncSteps(first = variable.get()) {
  yield first;
  await null;
  yield variable.get();
}

export const wait = async value => {
  await value;
  return variable.get();
}
