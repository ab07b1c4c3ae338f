// The end of esbuild's build: finds out whether all code in the bundle was transformed. If not, adds the await hook.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import { defaultRuntime, isOwn, isWithHook, isWithoutHook } from '../own-files.js';
import { needsHook } from './hook.js';

/** The part of the result of a build that is used. */
export interface Result {
  readonly outputFiles?: readonly { readonly path: string; contents: Uint8Array }[];
  metafile?: Metafile | undefined;
}
interface Metafile {
  readonly inputs: Readonly<Record<string, { readonly format?: string }>>;
  readonly outputs: Readonly<Record<string, { readonly inputs: Readonly<Record<string, { readonly bytesInOutput: number }>> }>>;
}

type Build = (options: object) => Promise<{ outputFiles: readonly { readonly text: string }[] }>;

const isScript = /\.[cm]?[jt]sx?$/;

/** The output of esbuild. */
export class Bundle {
  readonly #metafile: Metafile;
  readonly #folder: string;
  /** The inputs in the bundle, by esbuild's names. */
  readonly #names: ReadonlySet<string>;

  /** @param folder - The folder to which esbuild's names are relative. */
  constructor(metafile: Metafile, folder: string) {
    this.#metafile = metafile;
    this.#folder = folder;
    const files = Object.values(metafile.outputs).flatMap(({ inputs }) => Object.entries(inputs));
    this.#names = new Set(files.flatMap(([name, { bytesInOutput }]) => (bytesInOutput > 0 ? [name] : [])));
  }

  #has(test: (path: string) => boolean, names: Iterable<string> = this.#names): boolean {
    return [...names].some(name => test(resolve(this.#folder, name)));
  }

  /** Whether the bundle has a carrier for browsers. */
  get isForPages(): boolean {
    return this.lacksHook || this.#has(isWithHook);
  }

  /** Whether the bundle has the carrier without the await hook. */
  get lacksHook(): boolean {
    return this.#has(isWithoutHook);
  }

  /**
   * Returns the files in the bundle that have code to transform, but were not transformed.
   *
   * @param seen - The paths of the files that this plugin has loaded.
   */
  missed(seen: ReadonlySet<string>): string[] {
    return [...this.#names].filter(name => {
      const path = resolve(this.#folder, name);
      if (seen.has(path) || isOwn(path)) return false;
      // esbuild knows the format of a module; a text or a picture has none.
      if (this.#metafile.inputs[name]?.format === undefined && !isScript.test(name)) return false;
      if (name.startsWith('<data:')) return needsHook(name);
      return needsHook(isScript.test(name) && existsSync(path) ? readFileSync(path, 'utf8') : undefined);
    });
  }

  /**
   * Puts the await hook before the carrier without it. The hook comes in another copy of this library, which the bundle's copy finds in its realm.
   *
   * @param build - The function `build` of esbuild.
   * @param options - The options of this build.
   */
  async putHookIn(result: Result, build: Build, options: object): Promise<void> {
    const { minify, minifySyntax, minifyWhitespace, minifyIdentifiers, target, supported } = options as Record<string, unknown>;
    const given = Object.entries({ minify, minifySyntax, minifyWhitespace, minifyIdentifiers, target, supported }).filter(([, value]) => value !== undefined);
    const own = { entryPoints: [defaultRuntime], bundle: true, write: false, format: 'iife', legalComments: 'none', logLevel: 'silent' };
    const { outputFiles } = await build({ ...Object.fromEntries(given), ...own });
    for (const [name, { inputs }] of Object.entries(this.#metafile.outputs)) {
      if (this.#has(isWithoutHook, Object.keys(inputs))) putBefore(result, name, this.#folder, outputFiles[0]!.text);
    }
  }
}

/** Puts lines before the code of a file, and into its map. */
function putBefore(result: Result, name: string, folder: string, lines: string): void {
  let shift = (map: string): string => map;
  edit(result, name, folder, text => {
    const [hashbang = ''] = /^#!.*\n/.exec(text) ?? [];
    const rest = text.slice(hashbang.length);
    const [directives = ''] = /^(?:\s*"use \w+";)+/.exec(rest) ?? [];
    shift = map => shifted(map, hashbang === '' ? 0 : 1, `${directives}${lines}`.split('\n').length - 1);
    const inline = (_: string, head: string, data: string) => head + Buffer.from(shift(Buffer.from(data, 'base64').toString())).toString('base64');
    // Directives must come first. At their old place they remain as plain strings.
    return hashbang + directives + lines + rest.replace(/(\/\/# sourceMappingURL=data:application\/json;base64,)(\S+)(?=\s*$)/, inline);
  });
  edit(result, `${name}.map`, folder, map => shift(map));
}

/** Adjusts a source map to lines that were inserted into the file. */
function shifted(json: string, at: number, count: number): string {
  const map = JSON.parse(json) as { mappings: string };
  const lines = map.mappings.split(';');
  lines.splice(at, 0, ...Array<string>(count).fill(''));
  return JSON.stringify({ ...map, mappings: lines.join(';') });
}

/** Edits an output file, in memory or on disk. */
function edit({ outputFiles }: Result, name: string, folder: string, change: (text: string) => string): void {
  const path = resolve(folder, name);
  const file = outputFiles?.find(({ path: other }) => (other === '<stdout>' ? !name.endsWith('.map') : relative(other, path) === ''));
  if (file) file.contents = Buffer.from(change(Buffer.from(file.contents).toString()));
  else if (!outputFiles && existsSync(path)) writeFileSync(path, change(readFileSync(path, 'utf8')));
}
