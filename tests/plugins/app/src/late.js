// Evaluated late, by somebody who has a context.
import { user } from './user.ts';

export const seen = user.get();
await null;
export const seenLater = user.get();
