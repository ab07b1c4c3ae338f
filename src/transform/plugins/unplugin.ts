// The part of the package `unplugin` that the plugins use: optional, so that nobody installs it who does not build with it.
import type { Peer } from '../peers.js';

/** The context of a hook of Rollup's, in whichever bundler. */
export interface Context {
  error(error: object, position?: Position): never;
  warn(message: object, position?: Position): void;
  resolve(id: string, importer: string | undefined, options: object): Promise<Resolved | null>;
  getModuleIds(): Iterable<string>;
  getModuleInfo(id: string): { readonly code: string | null } | null;
  /** Of Rollup's and Vite's. */
  readonly meta?: { readonly rolldownVersion?: string };
  /** Of Vite's. */
  readonly environment?: { readonly mode?: string };
  /** Of webpack's. */
  getNativeBuildContext?(): { readonly loaderContext?: { readonly _module?: { readonly type?: string } } } | null;
}

/** A line from 1, a column from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where a specifier leads. */
export interface Resolved {
  readonly id: string;
  readonly external?: boolean | string;
}

/** A plugin for several bundlers, as far as these need it. */
export interface Definition {
  readonly name: string;
  readonly enforce?: 'pre' | 'post';
  readonly transformInclude?: (id: string) => boolean;
  readonly transform?: unknown;
  readonly resolveId?: unknown;
  readonly buildEnd?: unknown;
  readonly esbuild?: object;
  readonly vite?: object;
  readonly rollup?: object;
  readonly rolldown?: object;
  readonly farm?: object;
  readonly bun?: object;
  readonly webpack?: (compiler: never) => void;
  readonly rspack?: (compiler: never) => void;
}

type Factory = () => Definition | readonly Definition[];
type Bundler = 'esbuild' | 'vite' | 'rollup' | 'rolldown' | 'webpack' | 'rspack' | 'farm' | 'bun';

/** The package. */
export interface Unplugin {
  readonly createUnplugin: (factory: Factory) => Readonly<Record<Bundler, (options?: object) => object>>;
}

export const unpluginPeer: Peer = { name: 'unplugin', since: '3.7.0', exports: ['createUnplugin'] };

/** The error for the package if it cannot be loaded. */
export const missing = (cause: unknown): Error =>
  new Error(
    "asynccontext: expected the package 'unplugin', which could not be loaded " +
      `(${cause instanceof Error ? cause.message : String(cause)}). Install it and what the transform needs: npm install --save-dev unplugin oxc-parser magic-string`,
    { cause },
  );
