// The library with the debugger, for the user's program.
export * from '../../../../src/debug/index.js';
export * from '../../../../src/index.js';
