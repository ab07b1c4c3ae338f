// A module that is loaded late.
export const answer = 42;
