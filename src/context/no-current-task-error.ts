// The error of those who write where nobody will read it.
import { setMethod } from '../intrinsics.js';

// A property of a literal, so that its name is not a minifier's.
export const { NoCurrentTaskError } = { NoCurrentTaskError: class extends Error {} };
setMethod(NoCurrentTaskError.prototype, 'name', 'NoCurrentTaskError');
