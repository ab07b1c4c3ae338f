// A page that replaces Promise by a subclass.
import { promisesWork } from './promises.js';

const Native = globalThis.Promise;
class PagePromise<T> extends Native<T> {
  override then(...callbacks: any[]): any {
    return super.then(...callbacks);
  }
}
globalThis.Promise = PagePromise as never;
export const name = 'a subclass in place of Promise';
export const replaces = true;
export { promisesWork as works };
