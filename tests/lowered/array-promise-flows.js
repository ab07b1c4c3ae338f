// Flows through arrays of promises, with the `promise` package in place of Promise, changed to accept only arrays, as Hermes' Promise does. Sets the global
// `result` to a promise for the list of faults.
const Promise = (globalThis.Promise = require('promise/setimmediate'));
const eachOf = settle => values => new Promise((resolve, reject) => settle(values, resolve, reject));
Promise.race = eachOf((values, resolve, reject) => values.forEach(value => Promise.resolve(value).then(resolve, reject)));
Promise.all = eachOf((values, resolve, reject) => {
  const results = values.slice();
  let left = values.length;
  values.forEach((value, index) =>
    Promise.resolve(value).then(result => {
      results[index] = result;
      if (--left === 0) resolve(results);
    }, reject),
  );
});
const { Variable } = require('../../src/index.js');

const variable = new Variable();
const thenable = value => ({
  then(resolve) {
    wrong(`${value} in then`);
    resolve(1);
  },
});
const names = [];
const wrong = (where, name = where[0]) => {
  if (variable.get() !== name) names.push(`${where} saw ${variable.get()}`);
};
const flow = async name => {
  const values = await Promise.all([1, thenable(name), Promise.resolve(2)]);
  wrong(`${name} after all`);
  if (values.join() !== '1,1,2') names.push(`${name} got ${values.join()}`);
  await Promise.race([thenable(name), new Promise(() => {})]);
  wrong(`${name} after race`);
};
globalThis.result = Promise.all(['a', 'b'].map(name => variable.run(name, flow, name))).then(() => names.join());
