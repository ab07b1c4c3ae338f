// The tests of test262 that pass untransformed and fail transformed, each with the reason.

/** @type {{ pattern: RegExp, reason: string }[]} */
export const exceptions = [
  {
    pattern: /head-await-using-bound-names-fordecl-tdz/,
    reason: 'the right side of `for (await using x of [x])` is evaluated outside of the scope of `x`, and finds another `x` or none',
  },
];
