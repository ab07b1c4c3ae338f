// The tests of test262 that pass untransformed and fail transformed, each with the reason.

/** @type {{ pattern: RegExp, reason: string }[]} */
export const exceptions = [];
