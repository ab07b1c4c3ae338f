// Makes the rest parameter of a generator an array again.
const { values } = Object;

/** Returns the elements of a rest parameter that object destructuring has turned into an object. */
export const toArray = values as (object: object) => unknown[];
