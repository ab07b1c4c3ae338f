// The Variable of the app.
import { Variable } from 'asynccontext';

export const user = new Variable<string>({ name: 'user', defaultValue: 'none' });
