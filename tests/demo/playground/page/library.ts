// The library with the debugger, for a program of the user's.
export * from '../../../../src/debug/index.js';
export * from '../../../../src/index.js';
