// Flows through the `promise` package in place of Promise, as in old versions of React Native, and inside Hermes. Sets the global `result` to a promise for the
// list of faults. This Promise has a queue of its own, so only its `then` tells to which flow a reaction belongs.
globalThis.Promise = JOBS === 'setimmediate' ? require('promise/setimmediate') : require('promise');
// React Native's queueMicrotask uses such promises, too.
if (QUEUE === 'of promises') globalThis.queueMicrotask = callback => void Promise.resolve().then(callback);
const { Variable } = require('../../src/index.js');

const variable = new Variable();
const wrong = [];
const sleep = () => new Promise(resolve => setTimeout(resolve, 1));

async function flow(name) {
  const look = where => void (variable.get() === name || wrong.push(`${name} saw ${variable.get()} after ${where}`));
  await Promise.resolve();
  look('what is settled');
  await 1;
  look('a value');
  await sleep();
  look('a timer');
  await (async () => {
    await null;
    look('an inner value');
  })();
  look('an async function');
  await Promise.reject(1)
    .catch(() => look('catch'))
    .finally(() => look('finally'))
    .then(sleep)
    .then(() => look('then'));
  look('a chain');
  await Promise.all([sleep(), 1, sleep().then(() => look('then within all'))]);
  look('all');
}
globalThis.result = Promise.all(['a', undefined, 'b', undefined].map(name => (name ? variable.run(name, flow, name) : flow()))).then(() => wrong.join());
