// Whether the debugger itself is running. Its own uses of arrays and maps are not recorded.
let isBusy = false;

/**
 * Calls a function of the debugger. Does nothing if such a function is running already.
 *
 * @returns The result of the function; `undefined` if it throws, so that an error in the debugger does not fail the program.
 */
export function alone<T>(fn: () => T): T | undefined {
  if (isBusy) return undefined;
  isBusy = true;
  try {
    return fn();
  } catch {
    return undefined;
  } finally {
    isBusy = false;
  }
}
