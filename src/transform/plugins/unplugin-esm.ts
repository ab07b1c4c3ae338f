// Loads unplugin, in an ES module. That there is none is said by the first use.
import { missing, type Unplugin } from './unplugin.js';

// Its types need those of all bundlers; TypeScript does not look for what it does not know.
const name: string = 'unplugin';
const loaded = await (import(name) as Promise<Unplugin>).catch(missing);

/** The package. */
export function unplugin(): Unplugin {
  if (loaded instanceof Error) throw loaded;
  return loaded;
}
