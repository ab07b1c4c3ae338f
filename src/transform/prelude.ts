// The beginning of a transformed file: the import of the runtime's functions that it uses.
import { after, before, nextAfter, type File } from './file.js';
import type { Node } from './node.js';
import type { Parsed } from './parse.js';

/** Comments at the end of a text that annotate the code right after them. */
const annotations = /(?:\/\*\s*[#@]__[A-Z_]+__\s*\*\/\s*)*$/;

/**
 * Adds the import of the runtime's functions that the file uses. It is put after the hashbang, the directives, and the comments that tools expect before
 * all code, and on the line of the code that follows, so that lines keep their numbers.
 */
export function importRuntime(file: File, { format }: Parsed, runtime: string, lastDirective: Node | undefined): void {
  const { used } = file.names;
  if (used.length === 0) return;
  const module = JSON.stringify(runtime);
  const list = (between: string) => used.map(([name, local]) => `${name}${between}${local}`).join(',');
  const text = format === 'module' ? `import{${list(' as ')}}from${module};` : `var{${list(':')}}=require(${module});`;
  if (lastDirective) {
    const isTerminated = file.code[lastDirective.end - 1] === ';';
    after(file, lastDirective.end, `${isTerminated ? '' : ';'}${text}`);
    return;
  }
  const hashbang = /^#!.*/.exec(file.code)?.[0].length ?? 0;
  const head = file.code.slice(0, nextAfter(file.code, hashbang));
  before(file, head.length - annotations.exec(head)![0].length, text);
}
