// Where this package is, in an ES module.

/** The URL of the built file that this is a part of. */
export const here = import.meta.url;
