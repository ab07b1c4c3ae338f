// An app in TypeScript.
import { Variable } from 'asynccontext';
import { Shelf } from './shelf.ts';

const user = new Variable<string>({ defaultValue: 'none' });
function* own(): Generator<string> {
  yield user.get();
}
console.log(JSON.stringify([...user.run('ada', () => own()), ...user.run('ada', () => new Shelf([1]).each(() => user.get()))]));
