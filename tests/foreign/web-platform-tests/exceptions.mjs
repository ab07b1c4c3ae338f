// Subtests that pass without the library and cannot pass with it.

/** @type {{ browser: string, url: string, subtests: string[], reason: string }[]} */
export const exceptions = [];
