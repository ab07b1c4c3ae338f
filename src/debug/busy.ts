// Whether the debugger itself is at work: what it does with arrays and maps is not noted.
let isBusy = false;

/**
 * Calls a function, unless this is a call from within such a function.
 *
 * @returns What it returns; nothing if it throws: nobody's program is to fail because somebody looks at it.
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
