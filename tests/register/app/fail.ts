const fail = async <T extends string>(what: T) => { await null; throw new Error(what); };
fail('on purpose').catch((error: Error) => console.log(error.stack));
