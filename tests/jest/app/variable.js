// The Variable of the app, and what a test puts a mock in place of.
import { Variable } from 'asynccontext';

export const variable = new Variable({ defaultValue: 'none' });
