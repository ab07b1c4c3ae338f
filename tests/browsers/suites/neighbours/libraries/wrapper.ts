// A page that replaces Promise by a function that makes native promises.
import { promisesWork } from './promises.js';

const Native = globalThis.Promise;
function PagePromise(executor: any): Promise<unknown> {
  return new Native(executor);
}
Object.setPrototypeOf(PagePromise, Native);
PagePromise.prototype = Native.prototype;
globalThis.Promise = Object.assign(PagePromise, {
  resolve: Native.resolve.bind(Native),
  reject: Native.reject.bind(Native),
  all: Native.all.bind(Native),
  race: Native.race.bind(Native),
}) as never;
export const name = 'a function in place of Promise';
export const replaces = true;
export { promisesWork as works };
