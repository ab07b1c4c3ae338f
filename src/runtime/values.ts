// The rest parameter of a generator, made an array again.
const { values } = Object;

/** The elements of an array of arguments, of which object destructuring made an object. */
export const toArray = values as (object: object) => unknown[];
