import { user } from './check';
export const seen = user.get();
