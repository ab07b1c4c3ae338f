// The tests of test262 that pass untransformed and fail transformed, each with the reason.

/** @type {{ pattern: RegExp, reason: string }[]} */
export const exceptions = [
  {
    pattern: /param-strict-body|use-strict-with-non-simple-param|NSPL-with-USD|formals-body-duplicate|param-redecl|head-await-using-init/,
    reason:
      "a SyntaxError that the parser reports on request only: 'use strict' in a function whose parameters are not simple, a `let` of a parameter's name, " +
      'an initializer in the head of a for-of. What the transform adds makes it legal',
  },
  {
    pattern: /head-await-using-bound-names-fordecl-tdz/,
    reason: 'the right side of `for (await using x of [x])` is evaluated outside of the scope of `x`, and finds another `x` or none',
  },
  {
    pattern: /import-attributes\/2nd-param-with-value-abrupt/,
    reason: 'a getter in the attributes of an import()',
  },
];
