// Combines the transform's source map with the map that the file already has, such as a compiler's, so that stacks show the file's sources.
import { tools } from '#tools';
import { readFileSync } from 'node:fs';
import { SourceMap as Tracer, type SourceMapPayload } from 'node:module';
import { pathToFileURL } from 'node:url';
import { edit, type SourceMap, type TransformOptions, type TransformResult } from './index.js';
import { mapOf } from './source-map.js';

/** A source map, with the URL to which its sources are relative. */
interface InputMap {
  readonly payload: SourceMapPayload;
  readonly base: string;
}

/** The map that a file names in its last such comment, as Node reads it; `undefined` if there is none, or it cannot be read. */
function inputMapOf(code: string, path: string): InputMap | undefined {
  const name = [...code.matchAll(/\/[*/][#@]\s+sourceMappingURL=([^\s]+)/g)].at(-1)?.[1];
  if (name === undefined) return undefined;
  try {
    const url = new URL(name, pathToFileURL(path));
    if (url.protocol === 'file:') return { payload: JSON.parse(readFileSync(url, 'utf8')), base: url.href };
    const [, kind, data] = /^data:application\/json([^,]*),(.*)/.exec(name)!;
    const text = /;base64$/.test(kind!) ? Buffer.from(data!, 'base64').toString() : decodeURIComponent(data!);
    return { payload: JSON.parse(text), base: pathToFileURL(path).href };
  } catch {
    return undefined;
  }
}

const given = (map: unknown, path: string): InputMap => ({
  payload: (typeof map === 'string' ? JSON.parse(map) : map) as SourceMapPayload,
  base: pathToFileURL(path).href,
});

/**
 * Transforms a file. The resulting source map leads to the sources of the file's own map, if it has one, else to the file. Sources are URLs.
 *
 * @param code - The file's text.
 * @param path - The file's path.
 * @param options - See `TransformOptions`.
 * @param map - The file's own map, an object or JSON, if the file does not name it.
 * @returns See `transform`.
 */
export function transformOnMap(code: string, path: string, options: TransformOptions, map?: unknown): TransformResult | null {
  const edited = edit(code, options);
  if (edited === null) return null;
  const { text, warnings, filename } = edited;
  const { sourcemap = true } = options;
  return { code: text.toString(), map: sourcemap ? mapTo(map ? given(map, path) : inputMapOf(code, path)) : null, warnings };

  function mapTo(input: InputMap | undefined): SourceMap {
    if (input === undefined) return mapOf(text, pathToFileURL(path).href);
    const { mappings, ...map } = text.generateDecodedMap({ source: filename, includeContent: true, hires: 'boundary' });
    const { SourceMap: Encoder } = tools();
    const { payload, base } = input;
    const tracer = new Tracer(payload);
    const ids = new Map<string, number>();
    const names: string[] = [];
    const composed = mappings.map(segments =>
      segments.flatMap(segment => {
        const [column, , originalLine, originalColumn] = segment as [number, number?, number?, number?];
        if (originalLine === undefined) return [];
        const entry = tracer.findEntry(originalLine, originalColumn!) as Partial<Entry>;
        // If a line has no mapping, the tracer returns one of a line before.
        if (entry.originalSource === undefined || entry.generatedLine !== originalLine) return [];
        const { originalSource } = entry;
        if (!ids.has(originalSource)) ids.set(originalSource, ids.size);
        return [[column, ids.get(originalSource)!, entry.originalLine!, entry.originalColumn!] as [number, number, number, number]];
      }),
    );
    const sources = [...ids.keys()];
    const contents = sources.map(source => payload.sourcesContent?.[payload.sources.indexOf(source)] ?? null);
    const root = (payload.sourceRoot ?? '').replace(/([^/])$/, '$1/');
    const resolved = sources.map(source => new URL(root + source, base).href);
    return new Encoder({ ...map, names, sources: resolved, sourcesContent: contents as string[], mappings: composed }) as SourceMap;
  }
}

/** The result of Node's tracer. */
interface Entry {
  readonly generatedLine: number;
  readonly originalSource: string;
  readonly originalLine: number;
  readonly originalColumn: number;
}
