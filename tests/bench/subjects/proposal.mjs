// The adapter of any implementation of the proposal: n Variables, n nested calls of `run`.

/**
 * The adapter of an implementation of the proposal.
 *
 * @returns A function that makes n live values, and the operations on the one in the middle.
 */
export const makerOf =
  ({ Snapshot, Variable }) =>
  n => {
    const variables = Array.from({ length: n }, () => new Variable());
    const values = variables.map((_, index) => ({ index }));
    const other = { index: -1 };
    const middle = variables[n >> 1];
    const nest = (index, fn) => (index === n ? fn() : variables[index].run(values[index], () => nest(index + 1, fn)));
    return {
      value: values[n >> 1],
      other,
      enter: fn => nest(0, fn),
      get: () => middle.get(),
      run: fn => middle.run(other, fn),
      capture: () => new Snapshot(),
      resume: (snapshot, fn) => snapshot.run(fn),
      wrap: fn => Snapshot.wrap(fn),
    };
  };
