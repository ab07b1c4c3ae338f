interface Reason {
  readonly text: string;
}

/** Fails, and has a generator to be transformed. */
const fail = async (reason: Reason): Promise<void> => {
  await null;
  for (const text of (function* () { yield reason.text; })()) throw new Error(text);
};
fail({ text: 'on purpose' }).catch((error: Error) => console.log(error.stack));
export {};
