// Thrown by `set`, `delete` and `clear` outside a task.
import { setMethod } from '../intrinsics.js';

// A property of a literal, so that a minifier does not change the class's name.
export const { NoCurrentTaskError } = { NoCurrentTaskError: class extends Error {} };
setMethod(NoCurrentTaskError.prototype, 'name', 'NoCurrentTaskError');
