// The location of this package, in an ES module.

/** The URL of the built file. */
export const here = import.meta.url;
