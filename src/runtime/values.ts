// The rest parameter of a generator, made an array again.
const { values } = Object;

/** What stood in an array of arguments, of which object destructuring made an object. */
export const toArray = values as (object: object) => unknown[];
