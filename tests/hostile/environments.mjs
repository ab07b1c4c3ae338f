// Where the table runs, and what each environment lacks, with the reason why rows that need it are skipped.

/** The flags of Node, each a process that runs the table. */
export const flags = {
  'no flags': [],
};

/** @returns {Record<string, string>} */
export const lacksIn = (environment, carrier) => ({
  'descriptors that inherit': "the realms are of node:vm, which ends the process there: tests/package/polluted.test.ts has these",
  frames: 'Node has none',
  ...(carrier === 'node' ? { 'a Snapshot that ends half-way': 'Node ends the process where the code in an AsyncResource is stopped, or its stack is full, without the library as well' } : {}),
  ...(carrier === 'any' ? { AsyncLocalStorage: 'the browser carrier has none' } : {}),
});
