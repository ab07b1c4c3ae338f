import { user } from './user.mjs';

export const seen = user.get();
await null;
export const seenLater = user.get();
