// Imported before the rows: switches all patches off, except for the await hook.
import { AWAIT, names } from '../../../../src/carriers/browser/policy.js';

(globalThis as any)[Symbol.for('asynccontext.options.v1')] = { without: names.filter(name => name !== AWAIT) };
