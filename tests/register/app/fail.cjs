const fail = async what => { await null; throw new Error(what); };
fail('on purpose').catch(error => console.log(error.stack));
