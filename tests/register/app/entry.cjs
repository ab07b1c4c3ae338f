// An app in CommonJS.
const { Variable } = require('asynccontext');
const { steps } = require('./required.cjs');

const user = new Variable({ defaultValue: 'none' });
function* own() {
  yield user.get();
}
console.log(JSON.stringify([...user.run('ada', () => own()), ...user.run('ada', () => steps(() => user.get()))]));
