// This package.
import { AsyncContext } from 'asynccontext';
import { makerOf } from './proposal.mjs';

export const make = makerOf(AsyncContext);
