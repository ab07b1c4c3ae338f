// `asynccontext/debug`: says where, and why, a flow lost its context. For development.
import { shared } from '../agent/shared.js';
import { warnOnce } from '../agent/warn.js';
import { install } from './install.js';
import { onLost as ours } from './listeners.js';

export type { Cause } from './causes.js';
export type { Lost } from './lost.js';
export type { Place } from './sources.js';

/** Bundlers put the value in the place of this very expression; elsewhere there may be no `process`. */
function isProduction(): boolean {
  try {
    return process.env.NODE_ENV === 'production';
  } catch {
    return false;
  }
}

// Once a realm, however many copies of this are loaded.
const api = shared(Symbol.for('asynccontext.debug.v1'), () => {
  if (!isProduction()) install();
  else warnOnce('the entry asynccontext/debug is for development: with NODE_ENV=production it does nothing. Do not import it there.');
  return { onLost: ours };
});

/** See `listeners.ts`. */
export const onLost: typeof ours = api.onLost;
