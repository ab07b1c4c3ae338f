// simple-async-context: replaces the global Promise and the timers, and forks a context in each promise that is made.
import simple from 'simple-async-context';
import { makerOf } from './proposal.mjs';

export const make = makerOf(simple.AsyncContext);
