// Steps that import a module that has not been there before.
import type { Kinds } from '../kinds.js';

const evaluated = new Map<number, () => void>();
Object.assign(globalThis, { evaluatedByModel: (id: number) => evaluated.get(id)!() });
let count = 0;

/** Whether modules can be imported from data: not in service workers. To ask would violate a strict Content Security Policy. */
export const canImport = (): Promise<boolean> =>
  import(`data:text/javascript,//${'probe'}`).then(
    () => true,
    () => false,
  );

export const modules: Kinds = {
  // Its evaluation: in the empty context, by the proposal; in that of the import, which is the README's exception. After it, exactly the flow's.
  'dynamic import': {
    wait(world, here) {
      const id = ++count;
      evaluated.set(id, () => {
        evaluated.delete(id);
        world.among([here.context], [...here.path.slice(-2), 'dynamic import', 'in the module']);
      });
      return import(`data:text/javascript,evaluatedByModel(${id})`);
    },
  },
};
