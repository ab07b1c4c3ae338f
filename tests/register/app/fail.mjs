const one = await Promise.resolve(1); const fail = async what => { await null; throw new Error(what); };
try { await fail('on purpose'); } catch (error) { console.log(error.stack); }
