// Makes uvu wait until a test file has been evaluated: see run.mjs.
globalThis.UVU_DEFER = 1;
globalThis.UVU_QUEUE = [[null]];
