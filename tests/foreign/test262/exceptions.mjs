// The runs that may fail, by lane, with the reasons.

const realm = {
  pattern: /AsyncContext\/\w+\/proto-from-ctor-realm/,
  reason: 'the fallback for a `new.target` of another realm is that realm’s prototype, and a script cannot find that realm: this realm’s is used',
};
const generators = {
  pattern: /context-propagation\/(?:async-)?generators/,
  reason: 'the body of a generator runs in the context of whoever asks for the next value, untransformed',
};
const otherRealm = {
  pattern: /context-propagation\/cross-realm/,
  reason: 'a realm has a current context of its own, where there is no AsyncLocalStorage that all share',
};

/** @type {Record<string, import('../part.mjs').Exception[]>} */
export const exceptions = {
  'AsyncContext, on AsyncLocalStorage': [realm, generators],
  'AsyncContext, on the browser carrier': [realm, generators, otherRealm],
  'AsyncContext, transformed': [realm, otherRealm],
  'transformed, in a context': [
    {
      pattern: /head-await-using-bound-names-fordecl-tdz/,
      reason: 'the right side of `for (await using x of [x])` is evaluated outside of the scope of `x`, and finds another `x` or none',
    },
  ],
};
