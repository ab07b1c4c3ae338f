// Reads positions in a bundle back into positions in its sources.
import { SourceMap } from 'node:module';
import { sourcePath } from './bundle.mjs';

/** Frames that say nothing about the suite. */
const noise = /(^|[\s(@/])(node_modules\/|tests\/browsers\/rig\/page\/|rig\/reporter\.js|start\.js:|worker\.js:)/;

/**
 * A function that maps an engine's stack: V8's `at f (url:line:column)`, the others' `f@url:line:column`.
 * @param {{ path: string, map: string }} bundle
 */
export function stackMapper({ path, map }) {
  /** Read when a stack has a position in the bundle: to read it takes longer than many a suite. */
  let sourceMap;
  const position = new RegExp(`https?://[^\\s()@]*?${path.replaceAll('.', '\\.')}:(\\d+):(\\d+)`, 'g');
  return stack =>
    stack
      .split('\n')
      .map(line =>
        line.trim().replace(position, (whole, row, column) => {
          sourceMap ??= new SourceMap(JSON.parse(map));
          const found = sourceMap.findEntry(row - 1, column - 1);
          return found.originalSource ? `${sourcePath(found.originalSource)}:${found.originalLine + 1}:${found.originalColumn + 1}` : whole;
        }),
      )
      // V8 repeats the message above the frames.
      .filter(line => /:\d+:\d+\)?$/.test(line) && !noise.test(line));
}
