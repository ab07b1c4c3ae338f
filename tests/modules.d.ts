// Declarations of modules without types: packages that have none, and modules that the tables of suites resolve by an alias.
declare module 'bluebird';
declare module 'chai';
declare module 'get-intrinsic';
declare module 'core-js/configurator.js';

declare module 'foreign-suite' {
  /** The number of its tests. */
  export const COUNT: number;
}
declare module '#entry' {}
declare module '#manager' {
  export { AsyncContextManager as Manager } from 'asynccontext/opentelemetry';
}
declare module 'neighbour';
declare module 'neighbour/first' {}
declare module 'way' {}

declare module '@babel/core' {
  export type PluginItem = unknown;
  export interface TransformOptions {
    readonly plugins?: readonly PluginItem[];
    readonly presets?: readonly PluginItem[];
    readonly [option: string]: unknown;
  }
  export interface Node {
    readonly type: string;
    readonly loc?: { readonly start: { readonly line: number; readonly column: number } } | null;
  }
  interface Result {
    readonly code: string | null;
    readonly ast: Node | null;
  }
  export function transformSync(code: string, options: TransformOptions): Result | null;
  export function transformAsync(code: string, options: TransformOptions): Promise<Result | null>;
  export function parseSync(code: string, options: TransformOptions): Node | null;
  export function traverse(tree: Node, visitor: { enter(path: { readonly node: Node }): void }): void;
}
/** A program as text: see tests/mutations/run-suite.mjs. */
declare module 'lowered:*' {
  const text: string;
  export default text;
}
declare module 'lowered-transformed:*' {
  const text: string;
  export default text;
}
