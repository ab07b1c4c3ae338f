// An empty `way`: for the ponyfill, which is imported later, and for the classic script, which is loaded before.
export {};
