// The part of the package `unplugin` that the plugins use. It is an optional peer, so that only projects that build with the plugins install it.
import type { Peer } from '../peers.js';

/** The context of a hook with Rollup's interface. */
export interface Context {
  error(error: object, position?: Position): never;
  warn(message: object, position?: Position): void;
  resolve(id: string, importer: string | undefined, options: object): Promise<Resolved | null>;
  getModuleIds(): Iterable<string>;
  getModuleInfo(id: string): { readonly code: string | null } | null;
  /** In Rollup and Vite. */
  readonly meta?: { readonly rolldownVersion?: string };
  /** In Vite. */
  readonly environment?: { readonly mode?: string };
  /** In webpack. */
  getNativeBuildContext?(): { readonly loaderContext?: { readonly _module?: { readonly type?: string } } } | null;
}

/** A position. Lines count from 1, columns from 0. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** The result of resolving a specifier. */
export interface Resolved {
  readonly id: string;
  readonly external?: boolean | string;
}

/** The part of unplugin's definition of a plugin that is used. */
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

/** The error if the package cannot be loaded. */
export const missing = (cause: unknown): Error =>
  new Error(
    "asynccontext: expected the package 'unplugin', which could not be loaded " +
      `(${cause instanceof Error ? cause.message : String(cause)}). Install it and what the transform needs: npm install --save-dev unplugin oxc-parser magic-string`,
    { cause },
  );
