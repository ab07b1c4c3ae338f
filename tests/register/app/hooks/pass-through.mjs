// A hook that changes nothing, in the thread of hooks.
import { register } from 'node:module';

register('data:text/javascript,export const load = (url, context, next) => next(url, context);');
