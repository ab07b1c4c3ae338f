// What a transformed file begins with: the import of what it uses of the runtime.
import { after, before, type File } from './file.js';
import type { Node } from './node.js';
import type { Parsed } from './parse.js';

/** Imports what the file uses, after its hashbang and directives and on the same line as what follows, so that lines keep their numbers. */
export function importRuntime(file: File, { format }: Parsed, runtime: string, lastDirective: Node | undefined): void {
  const { used } = file.names;
  if (used.length === 0) return;
  const module = JSON.stringify(runtime);
  const list = (between: string) => used.map(([name, local]) => `${name}${between}${local}`).join(',');
  const text =
    format === 'module' ? `import{${list(' as ')}}from${module};` : `var{${list(':')}}=require(${module});`;
  if (lastDirective) {
    const isTerminated = file.code[lastDirective.end - 1] === ';';
    after(file, lastDirective.end, `${isTerminated ? '' : ';'}${text}`);
  } else before(file, /^#!.*(?:\r\n?|[\n\u2028\u2029])/.exec(file.code)?.[0].length ?? 0, text);
}
