// Steps that import a new module.
import type { Kinds } from '../kinds.js';

const evaluated = new Map<number, () => void>();
Object.assign(globalThis, { evaluatedByModel: (id: number) => evaluated.get(id)!() });
let count = 0;

/** Whether modules can be imported from data URLs: service workers cannot. Trying it would violate a strict Content Security Policy. */
export const canImport = (): Promise<boolean> =>
  import(`data:text/javascript,//${'probe'}`).then(
    () => true,
    () => false,
  );

export const modules: Kinds = {
  // The module is evaluated in the empty context by the proposal, and in the import's context here (the README's exception). After it, the flow's is back.
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
