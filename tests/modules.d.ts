// Modules without types: of packages that bring none along, and of those that the tables of suites put in by an alias.
declare module 'bluebird';
declare module 'chai';
declare module 'get-intrinsic';
declare module 'core-js/configurator.js';

declare module 'foreign-suite' {
  /** At least so many tests it has. */
  export const COUNT: number;
}
declare module '#entry' {}
declare module '#manager' {
  export { AsyncContextManager as Manager } from 'asynccontext/opentelemetry';
}
declare module 'neighbour';
declare module 'neighbour/first' {}
declare module 'way' {}
